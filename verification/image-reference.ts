import { isDigest, type Digest } from './digest';

/** `registry/repository[:tag][@digest]` in parts: the registry's canonical host, Docker's short names expanded. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** Why a text is not an image reference; `expected` completes the sentence "expected …". */
export class ImageReferenceError extends Error {
  constructor(
    readonly text: string,
    readonly expected: string,
  ) {
    super(`expected ${expected}, found ${JSON.stringify(text.slice(0, 200))}`);
    this.name = 'ImageReferenceError';
  }
}

// The grammar of https://github.com/distribution/reference; each pattern is anchored at both ends.
const HOST =
  /^(?<name>[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::(?<port>[0-9]+))?$/;
const PATH_SEGMENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
// Of the path alone: container runtimes count the host no longer.
const MAX_PATH_LENGTH = 255;
const MAX_PORT = 65_535;
const DOCKER_HUB = 'docker.io';
// Docker reads all of them as the ID of an image on the host, never as a repository.
const IMAGE_ID = /^(?:sha(?:256|384|512):[0-9a-f]+|[0-9a-f]{64})$/;

/** Other hosts under which a registry answers, by the host that stands for it here. */
const CANONICAL_HOSTS = new Map([
  ['index.docker.io', DOCKER_HUB],
  ['registry-1.docker.io', DOCKER_HUB],
  ['registry.hub.docker.com', DOCKER_HUB],
  // https://www.docker.com/blog/beta-ipv6-support-on-docker-hub-registry/
  ['registry.ipv6.docker.com', DOCKER_HUB],
  // https://docs.aws.amazon.com/AmazonECR/latest/public/public-registries.html
  ['ecr-public.aws.com', 'public.ecr.aws'],
]);

const splitHost = (text: string): { readonly name: string; readonly port: number | undefined } | undefined => {
  const groups = HOST.exec(text)?.groups;
  const name = groups?.['name'];
  if (name === undefined) return undefined;
  const port = groups?.['port'] === undefined ? undefined : Number(groups['port']);
  return port === undefined || (port > 0 && port <= MAX_PORT) ? { name, port } : undefined;
};

/** Whether a text is a registry host, with or without a port. */
export const isRegistryHost = (text: string): boolean => splitHost(text) !== undefined;

/**
 * One host for every spelling of a registry: lower case, the port without leading zeros and only if it isn't HTTPS's
 * default, the canonical one of several hosts. A text that is no host is returned as it is: lower-casing could turn it
 * into one (the Kelvin sign becomes `k`).
 */
const canonicalHost = (written: string): string => {
  const host = splitHost(written);
  if (host === undefined) return written;
  const name = host.name.toLowerCase();
  // localhost is spoken to over plain HTTP, whose default port is another one.
  const isDefault = host.port === undefined || (host.port === 443 && name !== 'localhost');
  return isDefault ? (CANONICAL_HOSTS.get(name) ?? name) : `${name}:${host.port}`;
};

const namesRegistry = (first: string): boolean =>
  first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();

/** Splits a name at its registry, which is canonical; Docker's short names are expanded: `nginx` → `library/nginx`. */
export const splitRegistry = (name: string): { readonly registry: string; readonly path: string } => {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const named = slash >= 0 && namesRegistry(first);
  const registry = named ? canonicalHost(first) : DOCKER_HUB;
  const path = named ? name.slice(slash + 1) : name;
  return registry === DOCKER_HUB
    ? { registry, path: path.includes('/') || path === '*' ? path : `library/${path}` }
    : { registry, path };
};

/** Whether a text is one segment of a repository's path. */
export const isPathSegment = (text: string): boolean => PATH_SEGMENT.test(text);

const takeDigest = (text: string): { readonly rest: string; readonly digest?: Digest } => {
  const at = text.indexOf('@');
  if (at < 0) return { rest: text };
  const digest = text.slice(at + 1);
  if (!isDigest(digest))
    throw new ImageReferenceError(text, 'a digest of the form sha256:<64 hexadecimal digits> after "@"');
  return { rest: text.slice(0, at), digest };
};

const takeTag = (rest: string, text: string): { readonly name: string; readonly tag?: string } => {
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  if (colon < 0) return { name: rest };
  const tag = rest.slice(colon + 1);
  if (!TAG.test(tag)) throw new ImageReferenceError(text, 'a tag of letters, digits, "_", "." and "-" after ":"');
  return { name: rest.slice(0, colon), tag };
};

/**
 * Parses an image reference by the grammar that container runtimes use.
 * @throws ImageReferenceError when the whole text is not one reference.
 */
export const parseImageReference = (text: string): ImageReference => {
  if (IMAGE_ID.test(text)) throw new ImageReferenceError(text, 'an image reference, not the ID of an image on a host');
  const { rest, digest } = takeDigest(text);
  const { name, tag } = takeTag(rest, text);
  const { registry, path } = splitRegistry(name);
  if (!isRegistryHost(registry)) throw new ImageReferenceError(text, 'a registry host before the first "/"');
  if (!path.split('/').every(isPathSegment))
    throw new ImageReferenceError(text, 'a repository of lower-case path segments');
  if (path.length > MAX_PATH_LENGTH)
    throw new ImageReferenceError(text, `a repository of at most ${MAX_PATH_LENGTH} characters`);
  return {
    registry,
    repository: path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
};

/** Parses an image reference; undefined when the whole text is not one. */
export const tryParseImageReference = (text: string): ImageReference | undefined => {
  try {
    return parseImageReference(text);
  } catch (error) {
    if (error instanceof ImageReferenceError) return undefined;
    throw error;
  }
};

/** Writes a reference so that parsing it gives the same parts again. */
export const formatImageReference = ({ registry, repository, tag, digest }: ImageReference): string => {
  // In lower case, a host of one label would be read as part of a repository on Docker Hub.
  const host = namesRegistry(registry) ? registry : registry.toUpperCase();
  return `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
};
