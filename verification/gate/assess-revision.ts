import type { Grant } from '../break-glass/grant';
import { modeFor } from '../trust-document';
import { applyGrants, needsGrants } from './apply-grants';
import { decideGate, type GateDecision } from './decide-gate';
import type { DescribedHook } from './find-hook';
import type { GateContainer } from './gate-announcement';
import { NEW_DEPLOYMENT, type GatedDeployment } from './gate-ledger';
import type { HookCase } from './hook-case';
import type { GatePorts } from './gate-ports';
import { untrustedSince, withVerdicts } from './untrusted-since';
import { verifyRevision } from './verify-revision';

/** The verdicts on a revision, and what the gate decides by them. */
export interface Assessment {
  readonly containers: readonly GateContainer[];
  /** The grants in force because of which the deployment is continued; none for every other decision. */
  readonly grants: readonly Grant[];
  readonly decision: GateDecision;
}

/** The ports that assessing a revision needs. */
export type AssessPorts = Omit<GatePorts, 'answerHook' | 'onGrantUsed' | 'onLeftAlone' | 'onWaiting'>;

const verify = async (
  { deployment: { targetRevisionArn } }: DescribedHook,
  { trust, remaining }: HookCase,
  ports: AssessPorts,
): Promise<readonly GateContainer[]> => {
  const revision = targetRevisionArn === null ? undefined : await ports.describeRevision(targetRevisionArn);
  return verifyRevision({ containers: revision?.containers ?? [], trust, remaining }, ports);
};

/** Keeps since when each image has been untrusted: all hooks of a deployment share that. */
const keepVerdicts = async (
  deploymentArn: string,
  containers: readonly GateContainer[],
  { gateLedger, now }: AssessPorts,
): Promise<GatedDeployment> => {
  const time = now();
  const before = await gateLedger.recallDeployment(deploymentArn);
  // Most deployments are trusted at once: nothing is written about them.
  if (withVerdicts(before, containers, time) === before) return before;
  return gateLedger.changeDeployment(deploymentArn, (kept) => withVerdicts(kept, containers, time));
};

/**
 * Verifies the revision that a deployment is to start, and decides about the deployment. Grants are read only where a
 * response could be lifted.
 * @throws what the ports throw.
 */
export const assessRevision = async (found: DescribedHook, each: HookCase, ports: AssessPorts): Promise<Assessment> => {
  const { arn, clusterArn } = found.deployment;
  const { document } = each.trust;
  const mode = modeFor(document, clusterArn);
  const containers = await verify(found, each, ports);
  const needsResponse = needsGrants(mode, containers);
  const known = needsResponse ? await ports.readGrants(clusterArn) : [];
  const kept = mode === 'enforce' ? await keepVerdicts(arn, containers, ports) : NEW_DEPLOYMENT;
  const now = ports.now();
  const { verdicts, grants } = applyGrants(containers, known, { clusterArn, now });
  const timed = containers.map((container) => untrustedSince(kept, container, now));
  const decision = decideGate({
    mode,
    containers: verdicts.map((verdict, index) => ({ ...verdict, untrustedSince: timed[index] ?? now })),
    now,
    settings: document.responses,
  });
  return { containers, grants: decision.kind === 'continue' ? grants : [], decision };
};
