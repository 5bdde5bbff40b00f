import { createdNames } from '../deployment/created-names';
import type { Deployment } from '../deployment/deployment';
import { canonicalJson } from '../schema/canonical-json';
import type { Lock } from './lock';

/** The names of what the signing stack has created. They stay listed after the deployment file no longer has them. */
export type Retained = NonNullable<Lock['retained']>;

const NONE: Retained = { profiles: [], repositories: [], signerAccounts: [] };

/** What a lock lists as retained; a lock of an earlier version lists nothing. */
export const retainedIn = ({ retained }: Pick<Lock, 'retained'>): Retained => retained ?? NONE;

const union = (known: readonly string[], more: readonly string[]): readonly string[] =>
  [...new Set([...known, ...more])].sort();

/** The lock that also lists what the signing stack of this deployment creates; the same object if it lists all of it. */
export const withRetained = (lock: Lock, deployment: Deployment): Lock => {
  const known = retainedIn(lock);
  const { profile, canaryProfile, workloads, verifier } = createdNames(deployment);
  const retained: Retained = {
    profiles: union(
      known.profiles,
      [profile, canaryProfile].flatMap((name) => name ?? []),
    ),
    repositories: union(known.repositories, verifier === undefined ? workloads : [...workloads, verifier]),
    signerAccounts: union(known.signerAccounts, profile === undefined ? [] : deployment.signing.crossAccountSigners),
  };
  return canonicalJson(retained) === canonicalJson(known) ? lock : { ...lock, retained };
};
