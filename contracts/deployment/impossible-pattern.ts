import { parseRepositoryPattern, type RepositoryPattern } from '../../verification/repository-pattern';
import { formatRegistry } from '../../verification/repository-identity';
import { repositoryNameField } from '../schema/image-fields';
import { nearEcrProblem } from './near-ecr';
import { webSiteProblem } from './web-site';
import { splitPattern, withoutPort, type WrittenPattern } from './written-pattern';

// No container runtime reads a longer path, though ECR accepts 256. https://github.com/distribution/reference
const MAX_PATH_LENGTH = 255;

const SCHEME = /^[a-z]+:\/\//;

// The official images, which are named without a registry, have no dots in their names.
const LOOKS_LIKE_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/;

const bareHostProblem = ({ host, path }: WrittenPattern): string | undefined => {
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
  if (/\s/.test(text)) return 'a repository without blanks';
  if (SCHEME.test(text)) return `a repository without ${SCHEME.exec(text)?.[0] ?? ''}: ${text.replace(SCHEME, '')}`;
  const written = splitPattern(text);
  if (written.path.length > MAX_PATH_LENGTH) return `a repository of at most ${MAX_PATH_LENGTH} characters`;
  return webSiteProblem(written) ?? nearEcrProblem(written) ?? bareHostProblem(written) ?? impossibleParsed(text);
};
