import * as z from 'zod';
import { paginate } from '../ecs/paginate';
import { type AwsActions, jsonResult } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

/** A tag as ECS returns it. */
export interface EcsTag {
  readonly key: string;
  readonly value: string;
}

/** The fields of an ECS task that the product reads. */
export interface EcsTask {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly lastStatus: string;
  /** Default: `RUNNING`. */
  readonly desiredStatus?: string;
  readonly group?: string;
  readonly taskDefinitionArn?: string;
  /** In seconds since the epoch, as in ECS's responses. Default: it has not started. */
  readonly startedAt?: number;
  readonly containers: readonly {
    readonly name: string;
    readonly image?: string | null;
    readonly imageDigest?: string | null;
  }[];
  /** Returned only to callers that ask for tags. Default: none. */
  readonly tags?: readonly EcsTag[];
  /** The reason that StopTask was called with. */
  readonly stoppedReason?: string;
}

const MOST = 100;

const describeShape = z.object({
  cluster: z.string().default('default'),
  tasks: z.array(z.string()).min(1).max(MOST),
  include: z.array(z.literal('TAGS')).default([]),
});
const listShape = z.strictObject({
  cluster: z.string().default('default'),
  serviceName: z.string().optional(),
  desiredStatus: z.enum(['RUNNING', 'PENDING', 'STOPPED']).default('RUNNING'),
  maxResults: z.number().int().min(1).max(MOST).optional(),
  nextToken: z.string().optional(),
});
const stopShape = z.object({
  cluster: z.string().default('default'),
  task: z.string(),
  reason: z.string().max(1024).optional(),
});

const nameOf = (arnOrName: string): string => arnOrName.split('/').at(-1) ?? '';

const isNamed = (arn: string, arnOrName: string): boolean => arn === arnOrName || nameOf(arn) === arnOrName;

const withTags = ({ tags = [], ...task }: EcsTask, include: readonly string[]): EcsTask =>
  include.includes('TAGS') ? { ...task, tags } : task;

/** ECS's ListTasks, DescribeTasks and StopTask, for the tasks that a test or a scene adds. */
export class EcsTasks {
  private readonly clusters = new Map<string, Map<string, EcsTask>>();

  readonly actions: AwsActions = {
    ListTasks: (call) => {
      const { cluster, serviceName, desiredStatus, ...page } = parseInput(call, listShape);
      const group = serviceName === undefined ? undefined : `service:${nameOf(serviceName)}`;
      const wanted = this.tasksIn(cluster).filter(
        (task) => task.desiredStatus === desiredStatus && (group ?? task.group) === task.group,
      );
      const { page: tasks, ...next } = paginate(wanted, page, MOST);
      return jsonResult({ taskArns: tasks.map(({ taskArn }) => taskArn), ...next });
    },
    DescribeTasks: (call) => {
      const { cluster, tasks, include } = parseInput(call, describeShape);
      const described = tasks.map((name) => ({ name, task: this.find(cluster, name) }));
      return jsonResult({
        tasks: described.flatMap(({ task }) => (task ? withTags(task, include) : [])),
        failures: described.filter(({ task }) => !task).map(({ name }) => ({ arn: name, reason: 'MISSING' })),
      });
    },
    StopTask: (call) => jsonResult({ task: this.stop(call) }),
  };

  /** Adds a task, or replaces the one with the same ARN. */
  put(task: EcsTask): void {
    const tasks = this.clusters.get(task.clusterArn) ?? new Map<string, EcsTask>();
    this.clusters.set(task.clusterArn, tasks);
    tasks.set(nameOf(task.taskArn), { desiredStatus: 'RUNNING', ...task });
  }

  /** Forgets every task. */
  clear(): void {
    this.clusters.clear();
  }

  private tasksIn(cluster: string): readonly EcsTask[] {
    return [...this.clusters].flatMap(([arn, tasks]) => (isNamed(arn, cluster) ? [...tasks.values()] : []));
  }

  private find(cluster: string, name: string): EcsTask | undefined {
    const named = [...this.clusters].filter(([arn]) => isNamed(arn, cluster));
    const found = named.map(([, tasks]) => tasks.get(nameOf(name))).find((task) => task !== undefined);
    return found && isNamed(found.taskArn, name) ? found : undefined;
  }

  private stop(call: AwsCall): EcsTask {
    const { cluster, task: name, reason } = parseInput(call, stopShape);
    const task = this.find(cluster, name);
    if (!task) throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
    const stopping = { ...task, desiredStatus: 'STOPPED', stoppedReason: reason ?? 'Task stopped by user' };
    this.put(stopping);
    return stopping;
  }
}
