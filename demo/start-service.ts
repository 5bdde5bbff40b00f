import type { EmulatedAws } from '../testing/aws/emulated-aws';
import { ACCOUNT, clusterArn, REGION } from './demo-account';
import { OWNER_TAG } from './demo-deployment';
import type { TaskStateChange } from './scene';
import { type ContainerDescription, describeTask } from './task-description';

/** A service and what its tasks run. */
export interface RunningService {
  readonly name: string;
  readonly cluster: string;
  /** The value of its owner tag. */
  readonly owner: string;
  readonly tasks: number;
  readonly containers: readonly ContainerDescription[];
}

/** Starts a service; returns the events of its tasks. */
export const startService = (
  { ecs }: Pick<EmulatedAws, 'ecs'>,
  { name, cluster, owner, tasks, containers }: RunningService,
): readonly TaskStateChange[] => {
  const taskDefinition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${name}:1`;
  const tags = [{ key: OWNER_TAG, value: owner }];
  const revision = { taskDefinition, containers: [] };
  ecs.startDeployment({ clusterArn: clusterArn(cluster), service: name, tags, revision });
  const group = `service:${name}`;
  return Array.from({ length: tasks }, () => ({ kind: 'task', task: describeTask({ cluster, group, containers }) }));
};
