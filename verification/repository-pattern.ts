import { isPathSegment, isRegistryHost, splitRegistry } from './image-reference';
import {
  formatRegistry,
  registryIdentity,
  type RegistryIdentity,
  type RepositoryIdentity,
} from './repository-identity';

/** The repositories that a rule covers: one (`exact`), or all below a path of one registry (`below`). */
export interface RepositoryPattern {
  readonly registry: RegistryIdentity;
  readonly segments: readonly string[];
  readonly scope: 'exact' | 'below';
}

/** A parsed pattern, or what was expected instead. */
export type ParsedPattern =
  { readonly ok: true; readonly pattern: RepositoryPattern } | { readonly ok: false; readonly expected: string };

const refuse = (expected: string): ParsedPattern => ({ ok: false, expected });

const namesItsRegistry = (text: string): boolean => {
  const first = text.split('/')[0] ?? '';
  return text.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
};

/**
 * Parses `REGISTRY/path/repository`, `REGISTRY/path/*` or `REGISTRY/*`. A star stands for whole segments only, so that
 * `docker.io/library/*` never matches `docker.io/library-evil/x`, and needs a registry before it, so that no pattern
 * covers everything by accident.
 */
export const parseRepositoryPattern = (text: string): ParsedPattern => {
  if (text.includes('@') || /:[^/]*$/.test(text)) return refuse('a repository without tag or digest');
  if (text.includes('*') && !namesItsRegistry(text))
    return refuse(
      'a registry before a star, such as docker.io/library/*, since this pattern covers everything by accident',
    );
  const { registry, path } = splitRegistry(text);
  if (!isRegistryHost(registry)) return refuse('a registry host before the first "/"');
  const all = path.split('/');
  const below = all.at(-1) === '*';
  const segments = below ? all.slice(0, -1) : all;
  if (segments.some((segment) => segment.includes('*'))) return refuse('a star only as the whole last segment');
  if (!segments.every(isPathSegment))
    return refuse('lower-case path segments, with a star only as the whole last segment');
  return { ok: true, pattern: { registry: registryIdentity(registry), segments, scope: below ? 'below' : 'exact' } };
};

/** One text for all spellings of one pattern. */
export const formatRepositoryPattern = ({ registry, segments, scope }: RepositoryPattern): string =>
  [formatRegistry(registry), ...segments, ...(scope === 'below' ? ['*'] : [])].join('/');

/** Whether the pattern covers the repository. */
export const matchesPattern = (pattern: RepositoryPattern, identity: RepositoryIdentity): boolean => {
  if (formatRegistry(pattern.registry) !== formatRegistry(identity.registry)) return false;
  const path = identity.repository.split('/');
  const starts = pattern.segments.every((segment, index) => path[index] === segment);
  return (
    starts &&
    (pattern.scope === 'exact' ? path.length === pattern.segments.length : path.length > pattern.segments.length)
  );
};

/** How specific a pattern is: an exact repository before any star, then the longer path. */
export const specificity = ({ segments, scope }: RepositoryPattern): number =>
  (scope === 'exact' ? 1_000 : 0) + segments.length;
