import {
  modeFor,
  type AddressedTrustDocument,
  type GateContainer,
  type GateEntry,
  type GateLedger,
  type ServiceDeploymentPorts,
} from '../../../verification';
import { ToolFailure } from '../../shared/failure';
import { calling } from './aws-failure';
import { findWaiting, gatedClusters, type FindWaitingPorts } from './find-waiting';
import { forecastFor, type Forecast } from './forecast';
import { knownGrants, type GrantSource } from './known-grants';
import { verifyNow, type Verifier } from './verify-now';
import type { WaitingHook } from './waiting-hook';

/** What reporting on waiting deployments works with. */
export interface StatusPorts
  extends FindWaitingPorts, GrantSource, Pick<ServiceDeploymentPorts, 'describeRevision'>, Pick<GateLedger, 'recall'> {
  readonly findVerifier: () => Promise<Verifier>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A hook at which a deployment waits, and why. */
export interface WaitingDeployment {
  readonly hook: WaitingHook;
  /** What the gate knows of it; `unread` where this person may not read the ledger. */
  readonly memory: GateEntry | undefined | 'unread';
  /** The verdicts as of now; null where the gate does not answer the hook, or nothing could be verified. */
  readonly containers: readonly GateContainer[] | null;
  /** What the gate would answer now; null where there are no verdicts. */
  readonly forecast: Forecast | null;
}

/** Everything that waits in the clusters that have a gate. */
export interface GateStatus {
  readonly clusters: readonly string[];
  readonly waiting: readonly WaitingDeployment[];
}

/** Reads the ledger where that is allowed: whoever owns services may see them without seeing it. */
const recallIfAllowed = async (
  hook: WaitingHook,
  { recall, say }: Pick<StatusPorts, 'recall' | 'say'>,
): Promise<WaitingDeployment['memory']> => {
  try {
    return await calling('dynamodb:GetItem on the ledger', recall(hook));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`what the gate announced is not known: ${error.message}`);
    return 'unread';
  }
};

/** What is said of a hook's images now. */
type Assessed = Pick<WaitingDeployment, 'containers' | 'forecast'>;

const NOT_ASSESSED: Assessed = { containers: null, forecast: null };

const assess = async (
  { targetRevisionArn, clusterArn }: WaitingHook,
  trust: AddressedTrustDocument,
  { describeRevision, now, verifier, ...ports }: StatusPorts & { readonly verifier: Verifier },
): Promise<Assessed> => {
  if (targetRevisionArn === null || verifier.kind === 'missing') return NOT_ASSESSED;
  const revision = await calling('ecs:DescribeServiceRevisions', describeRevision(targetRevisionArn));
  if (revision === undefined) return NOT_ASSESSED;
  const containers = await verifyNow(revision.containers, trust, { verify: verifier.verify, now: now() });
  const assessed = { mode: modeFor(trust.document, clusterArn), clusterArn, containers };
  const known = await knownGrants(assessed, ports);
  return { containers, forecast: forecastFor({ ...assessed, known, now: now() }) };
};

const verifierFor = async (
  hooks: readonly WaitingHook[],
  { findVerifier, say }: Pick<StatusPorts, 'findVerifier' | 'say'>,
): Promise<Verifier> => {
  if (!hooks.some(({ ours }) => ours !== 'no')) return { kind: 'missing', reason: 'nothing has to be verified' };
  const verifier = await findVerifier();
  if (verifier.kind === 'missing') say(`why they wait is not known: ${verifier.reason}`);
  return verifier;
};

/**
 * Finds out what waits in a cluster, or in every cluster that has a gate, and why: hooks that the gate answers are
 * looked up in its ledger, and their images are verified now.
 * @throws ToolFailure when ECS refuses.
 */
export const gateStatus = async (
  cluster: string | undefined,
  trust: AddressedTrustDocument,
  ports: StatusPorts,
): Promise<GateStatus> => {
  const clusters = cluster === undefined ? await gatedClusters(trust.document, ports) : [cluster];
  const hooks = await findWaiting(clusters, trust.document, ports);
  const verifier = await verifierFor(hooks, ports);
  const examine = async (hook: WaitingHook): Promise<WaitingDeployment> =>
    hook.ours === 'no'
      ? { hook, memory: undefined, ...NOT_ASSESSED }
      : {
          hook,
          memory: await recallIfAllowed(hook, ports),
          ...(await assess(hook, trust, { ...ports, verifier })),
        };
  const waiting: WaitingDeployment[] = [];
  for (const hook of hooks) waiting.push(await examine(hook));
  return { clusters, waiting };
};
