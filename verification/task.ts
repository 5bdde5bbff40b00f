import type { Container } from './container-check';

/** What starts a task again when it is stopped: a service its scheduler, a standalone task nobody, anything else we do not know. */
export type WorkloadKind = 'service' | 'standalone' | 'other';

/** An ECS task as an event or ECS itself describes it. */
export interface Task {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly group: string | null;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly containers: readonly Container[];
}

/** The kind of workload, from `group` alone: `startedBy` is free text of whoever calls RunTask, `service:` in `group` is not. */
export const workloadKindFor = (group: string | null): WorkloadKind => {
  if (group === null || group.startsWith('family:')) return 'standalone';
  return group.startsWith('service:') ? 'service' : 'other';
};

/** How far a task is: before the pull, running, or ending. */
export type TaskPhase = 'starting' | 'running' | 'ended';

const STARTING = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING']);
const ENDED = new Set(['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED', 'DELETED']);

/** How far a task is; a status that we do not know counts as running, since then nothing is put off. */
export const taskPhaseFor = ({ lastStatus }: Task): TaskPhase => {
  if (STARTING.has(lastStatus)) return 'starting';
  return ENDED.has(lastStatus) ? 'ended' : 'running';
};

/** Tells whether a task has ended or has been told to: nothing is left to stop. */
export const isEnding = (task: Task): boolean => task.desiredStatus === 'STOPPED' || taskPhaseFor(task) === 'ended';
