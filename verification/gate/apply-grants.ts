import { findGrant, type Grant } from '../break-glass/grant';
import type { Mode } from '../trust-document';
import type { VerifiedContainer } from '../verify-task';
import { isBlocking, type GateVerdict } from './decide-gate';

/** The verdicts on a revision, and the grants that lift the response to them. */
export interface GrantedVerdicts {
  readonly verdicts: readonly GateVerdict[];
  /** Each grant in force that lifts the response to one of the verdicts, once. */
  readonly grants: readonly Grant[];
}

/** Whether a grant could make a difference: only in enforce mode, and only where a verdict holds the deployment. */
export const needsGrants = (mode: Mode, containers: readonly VerifiedContainer[]): boolean =>
  mode === 'enforce' && containers.some(({ verdict }) => isBlocking(verdict));

/** Finds the grants of a cluster that cover containers at this time, in milliseconds since the epoch. */
export const applyGrants = (
  containers: readonly VerifiedContainer[],
  known: readonly Grant[],
  { clusterArn, now }: { readonly clusterArn: string; readonly now: number },
): GrantedVerdicts => {
  const found = containers.map((verified) => ({ verified, grant: findGrant(known, { clusterArn, verified }, now) }));
  const lifting = found.flatMap(({ verified, grant }) => (grant && isBlocking(verified.verdict) ? [grant] : []));
  return {
    verdicts: found.map(({ verified, grant }) => ({ verdict: verified.verdict, isGranted: grant !== undefined })),
    grants: [...new Map(lifting.map((grant) => [grant.id, grant])).values()],
  };
};
