import { splitRegistry } from '../../verification/image-reference';
import { parseRepositoryPattern, type RepositoryPattern } from '../../verification/repository-pattern';
import { formatRegistry, partitionOfRegion, registryIdentity } from '../../verification/repository-identity';
import { editDistance } from '../schema/edit-distance';
import { repositoryNameField } from '../schema/image-fields';

interface Written {
  readonly host: string;
  /** What follows the host's slash; empty if there is no slash. */
  readonly path: string;
}

// No reference of an image is longer. https://github.com/distribution/reference
const MAX_LENGTH = 255;

const SCHEME = /^[a-z]+:\/\//;

const split = (text: string): Written => {
  const slash = text.indexOf('/');
  const [host, path] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  return { host: host.toLowerCase(), path };
};

interface WebSite {
  readonly registry: string;
  /** How paths of its addresses become paths of repositories. Default: they are the same. */
  readonly toPath?: (path: string) => string;
}

/** Web sites that show the images of a registry, by their hosts. */
const WEB_SITES: ReadonlyMap<string, WebSite> = new Map([
  [
    'hub.docker.com',
    {
      registry: 'docker.io',
      toPath: (path: string) => path.replace(/^_\//, 'library/').replace(/^r\//, ''),
    },
  ],
  ['docker.com', { registry: 'docker.io' }],
  ['www.docker.com', { registry: 'docker.io' }],
  ['gallery.ecr.aws', { registry: 'public.ecr.aws' }],
  ['github.com', { registry: 'ghcr.io' }],
  ['gitlab.com', { registry: 'registry.gitlab.com' }],
]);

const webSiteProblem = ({ host, path }: Written): string | undefined => {
  const site = WEB_SITES.get(host);
  if (site === undefined) return undefined;
  const { registry, toPath = (same) => same } = site;
  const meant = [registry, toPath(path)].filter((part) => part !== '').join('/');
  return `${meant}, since ${host} is a web site and ${registry} is its registry`;
};

const LABEL_OF_REGION = /^[a-z]{2,}(?:-[a-z]+)+-[0-9]+$/;
const DOMAIN = 'amazonaws.com';
const MAX_TYPOS = 2;

const withoutPort = (host: string): string => host.replace(/:[0-9]*$/, '');

const isNearlyEcr = (host: string, labels: readonly string[]): boolean => {
  if (/(?:^|\.)dkr[.-]ecr/.test(host)) return true;
  const typos = editDistance(labels.slice(-2).join('.'), DOMAIN);
  return typos === 0 ? labels.includes('ecr') : typos <= MAX_TYPOS;
};

/** The host of ECR that was probably meant; what the text doesn't say is written as `ACCOUNT` and `REGION`. */
const meantEcrHost = (labels: readonly string[]): string => {
  const digits = (labels[0] ?? '').replaceAll('-', '');
  const region = labels.find((label) => LABEL_OF_REGION.test(label));
  return formatRegistry({
    kind: 'ecr',
    account: /^[0-9]{12}$/.test(digits) ? digits : 'ACCOUNT',
    region: region ?? 'REGION',
    partition: partitionOfRegion(region ?? ''),
  });
};

const nearEcrProblem = ({ host, path }: Written): string | undefined => {
  if (registryIdentity(splitRegistry(`${host}/x`).registry).kind === 'ecr') return undefined;
  const name = withoutPort(host);
  const labels = name.split('.');
  if (!isNearlyEcr(name, labels)) return undefined;
  const meant = [meantEcrHost(labels), ...(path === '' ? [] : [path])].join('/');
  return `a host of ECR, as in ${meant}${meant.startsWith('ACCOUNT') ? ' with an account of 12 digits' : ''}`;
};

// The official images, which are named without a registry, have no dots in their names.
const LOOKS_LIKE_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/;

const bareHostProblem = ({ host, path }: Written): string | undefined => {
  const name = withoutPort(host);
  return path === '' && LOOKS_LIKE_HOST.test(name)
    ? `a repository after the registry, such as ${name}/*, since ${name} alone means docker.io/library/${name}`
    : undefined;
};

/** How many path segments every repository of a registry has, where it is fixed. */
const SEGMENTS = new Map([
  ['docker.io', { min: 2, max: 2, form: 'docker.io/NAMESPACE/NAME, as all repositories of Docker Hub are named' }],
  ['public.ecr.aws', { min: 2, max: Infinity, form: 'public.ecr.aws/ALIAS/NAME, as all repositories there are named' }],
]);

const segmentsProblem = ({ registry, segments, scope }: RepositoryPattern): string | undefined => {
  const rule = SEGMENTS.get(formatRegistry(registry));
  if (rule === undefined) return undefined;
  const { length } = segments;
  const isPossible = scope === 'below' ? length < rule.max : length >= rule.min && length <= rule.max;
  return isPossible ? undefined : rule.form;
};

const ecrNameProblem = ({ registry, segments }: RepositoryPattern): string | undefined => {
  if (registry.kind !== 'ecr' || segments.length === 0) return undefined;
  // A single letter is too short for a name, but may be the beginning of one.
  const name = segments.join('/').padEnd(2, 'x');
  return repositoryNameField.safeParse(name).success
    ? undefined
    : 'a name that ECR allows: at most 256 lower-case letters and digits, with single . _ - / between them';
};

const impossibleParsed = (text: string): string | undefined => {
  const parsed = parseRepositoryPattern(text);
  return parsed.ok ? (segmentsProblem(parsed.pattern) ?? ecrNameProblem(parsed.pattern)) : undefined;
};

/** What was expected instead of a repository pattern that can never match an image; undefined if it can. */
export const impossiblePattern = (text: string): string | undefined => {
  if (text.length > MAX_LENGTH) return `a repository of at most ${MAX_LENGTH} characters`;
  if (/\s/.test(text)) return 'a repository without blanks';
  if (SCHEME.test(text)) return `a repository without ${SCHEME.exec(text)?.[0] ?? ''}: ${text.replace(SCHEME, '')}`;
  const written = split(text);
  return webSiteProblem(written) ?? nearEcrProblem(written) ?? bareHostProblem(written) ?? impossibleParsed(text);
};
