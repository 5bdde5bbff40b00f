import type { DeploymentDetails } from '../../../../adapters/ecs/read-deployments';

/** What became of the deployment of a sample service. */
export type ServiceEnd =
  | 'continued'
  | 'rolled-back'
  /** No one answered before ECS acted by itself. */
  | 'timed-out'
  /** It ended without having waited at the hook. */
  | 'not-held';

/** One thing that happened, in milliseconds since the epoch. */
export interface TimelineEntry {
  readonly at: number;
  readonly what: string;
}

/** What following a service's first deployment works with. */
export interface FollowServicePorts {
  /** The ARN of the deployment; undefined while ECS lists none. */
  readonly findDeployment: () => Promise<string | undefined>;
  /** The deployment; undefined while ECS does not know it. */
  readonly readDeployment: (arn: string) => Promise<DeploymentDetails | undefined>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly say: (entry: TimelineEntry) => void;
  readonly throwIfInterrupted: () => void;
}

/** What following a service's first deployment came to. */
export interface FollowedService {
  /** Undefined: ECS listed no deployment in time. */
  readonly deployment: DeploymentDetails | undefined;
  /** Undefined: nothing was decided in time. */
  readonly end: ServiceEnd | undefined;
  readonly timeline: readonly TimelineEntry[];
}

const PAUSE_MS = 3_000;

const hasEnded = (status: string): boolean => !['PENDING', 'IN_PROGRESS'].includes(status);

/** What became of a deployment; undefined while nothing is decided. */
export const endOf = ({ status, hooks }: DeploymentDetails): ServiceEnd | undefined => {
  const statuses = new Set(hooks.map((hook) => hook.status));
  if (statuses.has('timed-out')) return 'timed-out';
  if (statuses.has('failed')) return 'rolled-back';
  if (statuses.has('succeeded')) return 'continued';
  if (!hasEnded(status)) return undefined;
  return status === 'SUCCESSFUL' || hooks.length === 0 ? 'not-held' : 'rolled-back';
};

const HOOK_WORDS = {
  'awaiting-action': 'waits for the gate',
  'in-progress': 'is being answered',
  succeeded: 'was continued',
  failed: 'was rolled back',
  'timed-out': 'was not answered in time',
  unknown: 'is in a state that this version does not know',
} as const;

const stateOf = ({ status, stage, statusReason, hooks }: DeploymentDetails): readonly string[] => [
  `deployment ${status}${stage === null ? '' : ` at ${stage}`}${statusReason === null ? '' : `: ${statusReason}`}`,
  ...hooks.map((hook) => `hook ${hook.hookId} ${HOOK_WORDS[hook.status]}`),
];

/** A timeline to which each new thing is added once. */
const timelineOf = ({ now, say }: Pick<FollowServicePorts, 'now' | 'say'>) => {
  const entries: TimelineEntry[] = [];
  const add = (what: string): void => {
    if (entries.some((entry) => entry.what === what)) return;
    const entry = { at: now(), what };
    entries.push(entry);
    say(entry);
  };
  return { entries, add };
};

/** Follows the first deployment of a service until it is continued or rolled back, or the time is up. */
export const followService = async (
  serviceName: string,
  timeoutMs: number,
  ports: FollowServicePorts,
): Promise<FollowedService> => {
  const { findDeployment, readDeployment, now, sleep, throwIfInterrupted } = ports;
  const timeline = timelineOf(ports);
  const until = now() + timeoutMs;
  timeline.add(`service ${serviceName} created`);
  let arn: string | undefined;
  let deployment: DeploymentDetails | undefined;
  for (;;) {
    throwIfInterrupted();
    arn ??= await findDeployment();
    if (arn !== undefined) deployment = (await readDeployment(arn)) ?? deployment;
    (deployment === undefined ? [] : stateOf(deployment)).forEach(timeline.add);
    const end = deployment === undefined ? undefined : endOf(deployment);
    if (end !== undefined || now() >= until) return { deployment, end, timeline: timeline.entries };
    await sleep(Math.min(PAUSE_MS, Math.max(0, until - now())));
  }
};
