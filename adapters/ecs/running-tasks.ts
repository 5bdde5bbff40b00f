import { DescribeTasksCommand, ListTasksCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';
import { allPages } from './all-pages';
import { toTask } from './describe-task';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const MOST = 100;

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now. A task that ended meanwhile is left
 * out. Throws what the SDK throws.
 */
export const runningTasksReader = (client: ECSClient) => {
  const list = (cluster: string, serviceName: string | undefined): Promise<readonly string[]> =>
    allPages(async (nextToken) => {
      const request = { cluster, serviceName, desiredStatus: 'RUNNING' as const, maxResults: MOST, nextToken };
      const { taskArns = [], nextToken: next } = await client.send(new ListTasksCommand(request));
      return { items: taskArns, next };
    });
  const describe = async (cluster: string, arns: readonly string[]): Promise<readonly Task[]> => {
    const { tasks = [], failures = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: [...arns] }));
    const failed = failures.filter(({ reason }) => reason !== 'MISSING');
    if (failed.length === 0) return tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').map(toTask);
    throw new Error(`ecs:DescribeTasks: expected tasks or MISSING, found ${JSON.stringify(failed)}`);
  };
  return async (cluster: string, service?: string): Promise<readonly Task[]> => {
    const arns = await list(cluster, service);
    const found: Task[] = [];
    for (let first = 0; first < arns.length; first += MOST)
      found.push(...(await describe(cluster, arns.slice(first, first + MOST))));
    return found;
  };
};
