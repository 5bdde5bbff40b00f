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
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly containers: readonly Container[];
}

/** What restarts a task that is stopped: `service` its scheduler, `standalone` nothing, `other` unknown. */
export type WorkloadKind = 'service' | 'standalone' | 'other';

/**
 * The kind of workload, from `group` alone: a caller of RunTask can write anything into `startedBy`, but cannot give
 * `group` the prefix `service:`.
 */
export const workloadKindFor = (group: string | null): WorkloadKind => {
  if (group === null || group.startsWith('family:')) return 'standalone';
  return group.startsWith('service:') ? 'service' : 'other';
};

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
