import { registryIdentity, type EcrRegistry } from './repository-identity';
import type { RepositoryPattern } from './repository-pattern';

/** How a registry is accessed: with ECR credentials, or anonymously. */
export type RegistryAccess = { readonly kind: 'ecr'; readonly registry: EcrRegistry } | { readonly kind: 'anonymous' };

/**
 * Decides which registry gets ECR credentials: only a host that parses, whole, as ECR of this partition and of an
 * account that a policy names. Every other registry is accessed anonymously, since notation sends credentials to any
 * host that answers 401.
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
