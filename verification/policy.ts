import type { RepositoryPattern } from './repository-pattern';
import type { Requirement } from './trust-document';

/** A policy, with its name in the deployment file. */
export interface Policy {
  readonly kind: 'policy';
  readonly name: string;
  readonly signers: readonly string[];
  readonly require: Requirement;
}

/** How many distinct signers must have signed an image: at least one, also if the policy names none. */
export const requiredSigners = ({ signers, require }: Pick<Policy, 'signers' | 'require'>): number => {
  switch (require) {
    case 'any':
      return 1;
    case 'all':
      return Math.max(1, new Set(signers).size);
    default:
      return Math.max(1, require);
  }
};

/** An exemption, with its name in the deployment file; `until` is the instant at which it ends, ISO 8601 in UTC. */
export interface Exemption {
  readonly kind: 'exemption';
  readonly name: string;
  readonly reason: string;
  readonly until: string;
}

/** One repository pattern, and the policy or exemption that it selects. */
export interface TrustRule {
  readonly pattern: RepositoryPattern;
  readonly selects: Policy | Exemption;
}
