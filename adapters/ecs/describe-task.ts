import {
  DescribeTasksCommand,
  type Container as EcsContainer,
  type ECSClient,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import { isDigest, type Container, type Task } from '../../verification';

const toContainer = ({ name, image, imageDigest }: EcsContainer): Container => ({
  name: name ?? '',
  image: image ?? null,
  imageDigest: imageDigest !== undefined && isDigest(imageDigest) ? imageDigest : null,
});

/** A task as ECS answers it; what ECS leaves out is empty or null. */
export const toTask = (task: EcsTask): Task => ({
  taskArn: task.taskArn ?? '',
  clusterArn: task.clusterArn ?? '',
  group: task.group ?? null,
  taskDefinitionArn: task.taskDefinitionArn ?? null,
  lastStatus: task.lastStatus ?? '',
  desiredStatus: task.desiredStatus ?? '',
  containers: (task.containers ?? []).map(toContainer),
});

/** Describes a task as ECS knows it now; undefined when ECS no longer knows it. Throws what the SDK throws. */
export const taskDescriber =
  (client: ECSClient) =>
  async ({ clusterArn, taskArn }: Pick<Task, 'clusterArn' | 'taskArn'>): Promise<Task | undefined> => {
    const { tasks, failures } = await client.send(new DescribeTasksCommand({ cluster: clusterArn, tasks: [taskArn] }));
    const found = tasks?.[0];
    if (found !== undefined) return toTask(found);
    if (failures?.[0]?.reason === 'MISSING') return undefined;
    throw new Error(`ecs:DescribeTasks: expected ${taskArn} or MISSING, found ${JSON.stringify(failures)}`);
  };
