import type { Digest } from './digest';

/** A container as ECS describes it. */
export interface Container {
  readonly name: string;
  readonly image: string | null;
  readonly imageDigest: Digest | null;
}

/** An ECS task, as an event or DescribeTasks describes it. */
export interface Task {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly group: string | null;
  readonly taskDefinitionArn: string | null;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly containers: readonly Container[];
}

/**
 * What happens when a task is stopped: a `service` starts another one, the instance of a managed `daemon` is drained, and
 * a `standalone` task, started by RunTask, is gone.
 */
export type WorkloadKind = 'service' | 'daemon' | 'standalone';

const SERVICE_GROUP = 'service:';

const DAEMON_TASK_DEFINITION = /^arn:[^:]*:ecs:[^:]*:[^:]*:daemon-task-definition\//;

/**
 * The kind of workload, by what ECS guarantees: a caller of RunTask can write anything into `startedBy` and `group`, but
 * cannot give `group` the prefix `service:`, nor run the task definition of a managed daemon.
 */
export const workloadKindFor = ({
  group,
  taskDefinitionArn,
}: Pick<Task, 'group' | 'taskDefinitionArn'>): WorkloadKind => {
  if (group?.startsWith(SERVICE_GROUP) === true) return 'service';
  return DAEMON_TASK_DEFINITION.test(taskDefinitionArn ?? '') ? 'daemon' : 'standalone';
};

/** The name of the service that started a task; undefined for every other workload. */
export const serviceNameOf = ({ group }: Pick<Task, 'group'>): string | undefined =>
  group?.startsWith(SERVICE_GROUP) === true ? group.slice(SERVICE_GROUP.length) : undefined;

/** How far a task is: before its images are pulled, running, or ending. */
export type TaskPhase = 'starting' | 'running' | 'ended';

const STARTING = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING']);
const ENDED = new Set(['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED', 'DELETED']);

/** The phase of a task; an unknown status counts as running, so that no verification is postponed by it. */
export const taskPhaseFor = ({ lastStatus }: Task): TaskPhase => {
  if (STARTING.has(lastStatus)) return 'starting';
  return ENDED.has(lastStatus) ? 'ended' : 'running';
};

/** Whether a task has ended or is about to: there is nothing left to stop. */
export const isEnding = (task: Task): boolean => task.desiredStatus === 'STOPPED' || taskPhaseFor(task) === 'ended';
