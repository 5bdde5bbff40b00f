import {
  DescribeTasksCommand,
  ListTasksCommand,
  type DescribeTasksRequest,
  type ECSClient,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';
import { allPages } from './all-pages';
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
  const describe = async (cluster: string, arns: readonly string[]): Promise<readonly T[]> => {
    const request = { cluster, tasks: [...arns], ...(include && { include }) };
    const { tasks = [], failures = [] } = await client.send(new DescribeTasksCommand(request));
    const failed = failures.filter(({ reason }) => reason !== 'MISSING');
    if (failed.length === 0) return tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').map(convert);
    throw new Error(`ecs:DescribeTasks: expected tasks or MISSING, found ${JSON.stringify(failed)}`);
  };
  return async (cluster: string, service?: string): Promise<readonly T[]> => {
    const arns = await list(cluster, service);
    const found: T[] = [];
    for (let first = 0; first < arns.length; first += MOST)
      found.push(...(await describe(cluster, arns.slice(first, first + MOST))));
    return found;
  };
};

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now. A task that ended meanwhile is left
 * out. Throws what the SDK throws.
 */
export const runningTasksReader = (
  client: ECSClient,
): ((cluster: string, service?: string) => Promise<readonly Task[]>) =>
  runningTasksReaderOf(client, { convert: toTask });
