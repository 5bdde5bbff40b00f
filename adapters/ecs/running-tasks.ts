import {
  DescribeTasksCommand,
  ListTasksCommand,
  type DescribeTasksRequest,
  type ECSClient,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';
import { allPages } from '../all-pages';
import { describeAll } from './describe-all';
import { toTask } from './describe-task';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const MOST = 100;

/** How tasks are described. */
export interface TaskDescription<T> {
  readonly convert: (task: EcsTask) => T;
  /** What ECS is to describe besides. Default: nothing. */
  readonly include?: DescribeTasksRequest['include'];
}

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now, in a form of the caller's. A task
 * that ended meanwhile is left out. Throws what the SDK throws.
 */
export const runningTasksReaderOf = <T>(client: ECSClient, { convert, include }: TaskDescription<T>) => {
  const list = (cluster: string, serviceName: string | undefined): Promise<readonly string[]> =>
    allPages(async (nextToken) => {
      const request = { cluster, serviceName, desiredStatus: 'RUNNING' as const, maxResults: MOST, nextToken };
      const { taskArns = [], nextToken: next } = await client.send(new ListTasksCommand(request));
      return { items: taskArns, next };
    });
  return async (cluster: string, service?: string): Promise<readonly T[]> =>
    describeAll(await list(cluster, service), {
      action: 'ecs:DescribeTasks',
      what: 'tasks',
      most: MOST,
      describe: async (arns) => {
        const request = { cluster, tasks: arns, ...(include && { include }) };
        const { tasks = [], failures } = await client.send(new DescribeTasksCommand(request));
        return { items: tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').map(convert), failures };
      },
    });
};

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now. A task that ended meanwhile is left
 * out. Throws what the SDK throws.
 */
export const runningTasksReader = (
  client: ECSClient,
): ((cluster: string, service?: string) => Promise<readonly Task[]>) =>
  runningTasksReaderOf(client, { convert: toTask });
