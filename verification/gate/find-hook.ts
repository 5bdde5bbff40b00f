import type {
  DeploymentHook,
  HookAction,
  PauseHook,
  ServiceDeployment,
  ServiceDeploymentPorts,
} from '../service-deployment';
import type { LoadedTrust } from '../trust';
import { GATE_STAGES, gateStagesFor } from '../trust-document';

/** A hook that the gate may answer, as ECS describes it now. */
export interface DescribedHook {
  /** Names the service and the cluster that ECS describes. */
  readonly hook: DeploymentHook;
  readonly deployment: ServiceDeployment;
  readonly pause: PauseHook;
}

/** What ECS says about a hook. */
export type FoundHook =
  /** It is not the gate's to answer, or there is nothing left to answer. */
  | { readonly kind: 'left-alone'; readonly reason: string }
  | ({ readonly kind: 'awaiting' } & DescribedHook)
  /** ECS describes it in a state that cannot be answered, or that is not known. */
  | ({ readonly kind: 'unsettled' } & DescribedHook)
  /** The deployment went on or was rolled back, whoever did it. */
  | ({ readonly kind: 'ended'; readonly result: HookAction | 'timed-out' } & DescribedHook);

const leftAlone = (reason: string): FoundHook => ({ kind: 'left-alone', reason });

const isGated = ({ document }: LoadedTrust, clusterArn: string, stage: string): boolean =>
  gateStagesFor(document, clusterArn).some((each) => each === stage);

/** Whether the deployment is at a stage with pause hooks that is not the event's: its hook may be someone's approval. */
const isElsewhere = ({ stage }: ServiceDeployment, claimed: string): boolean =>
  stage !== claimed && GATE_STAGES.some((each) => each === stage);

const classify = (described: DescribedHook): FoundHook => {
  const { hook, deployment, pause } = described;
  switch (pause.status) {
    case 'succeeded':
      return { kind: 'ended', result: 'continue', ...described };
    case 'failed':
      return { kind: 'ended', result: 'roll-back', ...described };
    case 'timed-out':
      return { kind: 'ended', result: 'timed-out', ...described };
    case 'awaiting-action':
    case 'in-progress':
    case 'unknown':
      if (deployment.progress !== 'in-progress') return { kind: 'ended', result: 'roll-back', ...described };
      if (isElsewhere(deployment, hook.stage)) return leftAlone('the deployment is at another stage');
      return { kind: pause.status === 'awaiting-action' ? 'awaiting' : 'unsettled', ...described };
  }
};

const NOT_GATED = "the deployment file does not gate this stage of the service's cluster";

/**
 * Finds a hook by what ECS itself describes: whatever an event claims, only stages that the trust document gates in the
 * deployment's own cluster are the gate's.
 * @throws what the port throws.
 */
export const findHook = async (
  claimed: DeploymentHook,
  trust: LoadedTrust,
  { describeDeployment }: Pick<ServiceDeploymentPorts, 'describeDeployment'>,
): Promise<FoundHook> => {
  const { deploymentArn, hookId, stage } = claimed;
  if (claimed.clusterArn !== '' && !isGated(trust, claimed.clusterArn, stage)) return leftAlone(NOT_GATED);
  const deployment = await describeDeployment(deploymentArn);
  if (deployment?.arn !== deploymentArn) return leftAlone('ECS does not know the deployment any more');
  const { clusterArn, serviceArn } = deployment;
  if (!isGated(trust, clusterArn, stage)) return leftAlone(NOT_GATED);
  const pause = deployment.hooks.find((each) => each.hookId === hookId);
  if (pause === undefined) return leftAlone('the deployment has no such pause hook');
  return classify({ hook: { ...claimed, clusterArn, serviceArn }, deployment, pause });
};
