import {
  DescribeTasksCommand,
  ListTasksCommand,
  type DescribeTasksRequest,
  type ECSClient,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { Task } from '../../verification';
import { allPages } from '../all-pages';
import { describeEach, type Description } from './describe-all';
import { toTask } from './describe-task';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const MOST = 100;

/** How tasks are described. */
export interface TaskDescription<T> {
  readonly convert: (task: EcsTask) => T;
  /** What ECS is to describe besides. Default: nothing. */
  readonly include?: DescribeTasksRequest['include'];
}

/** Whose tasks are read. */
interface TasksOf {
  readonly cluster: string;
  /** The name of one of its services. Default: the tasks of the whole cluster. */
  readonly service?: string | undefined;
}

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now, in a form of the caller's. It passes
 * them on as soon as they are described, so that a later failure does not lose them. A task that ended meanwhile is left
 * out. Throws what the SDK throws.
 */
export const runningTasksReaderOf = <T>(client: ECSClient, { convert, include }: TaskDescription<T>) => {
  const list = ({ cluster, service: serviceName }: TasksOf): Promise<readonly string[]> =>
    allPages(async (nextToken) => {
      const request = { cluster, serviceName, desiredStatus: 'RUNNING' as const, maxResults: MOST, nextToken };
      const { taskArns = [], nextToken: next } = await client.send(new ListTasksCommand(request));
      return { items: taskArns, next };
    });
  return async (tasksOf: TasksOf, onRead: (tasks: readonly T[]) => void): Promise<void> => {
    const { cluster } = tasksOf;
    const description: Description<T> = {
      action: 'ecs:DescribeTasks',
      what: 'tasks',
      most: MOST,
      describe: async (arns) => {
        const request = { cluster, tasks: arns, ...(include && { include }) };
        const { tasks = [], failures } = await client.send(new DescribeTasksCommand(request));
        const running = tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
        return { items: running.map(convert), described: tasks.length, failures };
      },
    };
    await describeEach(await list(tasksOf), description, onRead);
  };
};

/**
 * Makes the reader of all tasks that a cluster, or one of its services, is to run now. A task that ended meanwhile is left
 * out. Throws what the SDK throws.
 */
export const runningTasksReader = (
  client: ECSClient,
): ((cluster: string, service?: string) => Promise<readonly Task[]>) => {
  const read = runningTasksReaderOf(client, { convert: toTask });
  return async (cluster, service) => {
    const found: Task[] = [];
    await read({ cluster, service }, (tasks) => found.push(...tasks));
    return found;
  };
};
