import { registryIdentity, type EcrRegistry } from './repository-identity';
import type { RepositoryPattern } from './repository-pattern';

/** How a registry is asked: with ECR's credentials of a region, or as anyone may. */
export type RegistryAccess = { readonly kind: 'ecr'; readonly registry: EcrRegistry } | { readonly kind: 'anonymous' };

/**
 * Decides who is given ECR credentials: only a host that parses, whole, as ECR of our partition, in an account that some policy names.
 * Everyone else is asked anonymously, since notation hands what it is given to any host that answers 401.
 */
export const registryAccessFor = (
  host: string,
  partition: string,
  policyPatterns: readonly RepositoryPattern[],
): RegistryAccess => {
  const registry = registryIdentity(host);
  if (registry.kind === 'other' || registry.partition !== partition) return { kind: 'anonymous' };
  const named = policyPatterns.some(
    (pattern) => pattern.registry.kind === 'ecr' && pattern.registry.account === registry.account,
  );
  return named ? { kind: 'ecr', registry } : { kind: 'anonymous' };
};
