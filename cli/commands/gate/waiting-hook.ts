import type { DeploymentDetails } from '../../../adapters/ecs/read-deployments';
import { GATE_STAGES, type GateStage, type HookAction } from '../../../verification';

/** A pause hook at which a service deployment waits; times in milliseconds since the epoch. */
export interface WaitingHook {
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly deploymentArn: string;
  readonly targetRevisionArn: string | null;
  readonly hookId: string;
  /** The stage that the deployment is at; null if ECS does not say. */
  readonly stage: string | null;
  /** Whether the gate answers it; `unclear` where ECS does not say at which of several stages it waits. */
  readonly ours: 'yes' | 'no' | 'unclear';
  /** Since when it waits; null if that does not follow from its time-out. */
  readonly since: number | null;
  /** When ECS acts by itself; null if ECS does not say. */
  readonly until: number | null;
  readonly timeoutAction: HookAction;
}

const isGateStage = (stage: string | null): stage is GateStage => GATE_STAGES.some((each) => each === stage);

const pausesOf = ({ configuredHooks }: DeploymentDetails) => configuredHooks.filter(({ kind }) => kind === 'pause');

/** The stages at which it may be waiting: ECS names stages at which no deployment can be paused, such as SCALE_UP, too. */
const possibleStages = (deployment: DeploymentDetails): readonly string[] =>
  isGateStage(deployment.stage)
    ? [deployment.stage]
    : [...new Set(pausesOf(deployment).flatMap(({ stages }) => stages))];

const isOurs = (deployment: DeploymentDetails, answered: readonly GateStage[]): WaitingHook['ours'] => {
  const stages = possibleStages(deployment);
  const ours = stages.filter((stage) => answered.some((each) => each === stage));
  if (ours.length === 0) return 'no';
  return ours.length === stages.length ? 'yes' : 'unclear';
};

const sinceOf = (deployment: DeploymentDetails, expiresAt: number | null): number | null => {
  const stages = possibleStages(deployment);
  const timeouts = pausesOf(deployment)
    .filter((hook) => hook.stages.some((stage) => stages.includes(stage)))
    .map(({ timeoutMinutes }) => timeoutMinutes);
  const [minutes] = timeouts;
  if (expiresAt === null || minutes === undefined || timeouts.some((each) => each !== minutes)) return null;
  return expiresAt - minutes * 60_000;
};

/** The hooks at which a deployment waits for an answer; `answered` are the stages that the gate answers in its cluster. */
export const waitingHooksOf = (deployment: DeploymentDetails, answered: readonly GateStage[]): readonly WaitingHook[] =>
  deployment.hooks
    .filter(({ status }) => status === 'awaiting-action')
    .map(({ hookId, expiresAt, timeoutAction }) => ({
      clusterArn: deployment.clusterArn,
      serviceArn: deployment.serviceArn,
      deploymentArn: deployment.arn,
      targetRevisionArn: deployment.targetRevisionArn,
      hookId,
      stage: deployment.stage,
      ours: isOurs(deployment, answered),
      since: sinceOf(deployment, expiresAt),
      until: expiresAt,
      timeoutAction,
    }));
