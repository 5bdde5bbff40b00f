import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

/** The fields of an ECS task that the product reads. */
export interface EcsTask {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly lastStatus: string;
  /** Default: `RUNNING`. */
  readonly desiredStatus?: string;
  readonly group?: string;
  readonly containers: readonly {
    readonly name: string;
    readonly image?: string | null;
    readonly imageDigest?: string | null;
  }[];
  /** The reason that StopTask was called with. */
  readonly stoppedReason?: string;
}

const describeShape = z.object({ cluster: z.string().default('default'), tasks: z.array(z.string()).min(1).max(100) });
const stopShape = z.object({
  cluster: z.string().default('default'),
  task: z.string(),
  reason: z.string().max(1024).optional(),
});

const isNamed = (arn: string, arnOrName: string): boolean => arn === arnOrName || arn.split('/').at(-1) === arnOrName;

/** ECS's DescribeTasks and StopTask, for the tasks that a test or a scene adds. */
export class EcsTasks {
  private readonly tasks = new Map<string, EcsTask>();

  readonly actions: AwsActions = {
    DescribeTasks: (call) => {
      const { cluster, tasks } = parseInput(call, describeShape);
      const described = tasks.map((name) => ({ name, task: this.find(cluster, name) }));
      return jsonResult({
        tasks: described.flatMap(({ task }) => task ?? []),
        failures: described.filter(({ task }) => !task).map(({ name }) => ({ arn: name, reason: 'MISSING' })),
      });
    },
    StopTask: (call) => jsonResult({ task: this.stop(call) }),
  };

  /** Adds a task, or replaces the one with the same ARN. */
  put(task: EcsTask): void {
    this.tasks.set(task.taskArn, { desiredStatus: 'RUNNING', ...task });
  }

  /** Forgets every task. */
  clear(): void {
    this.tasks.clear();
  }

  private find(cluster: string, name: string): EcsTask | undefined {
    return [...this.tasks.values()].find(
      ({ taskArn, clusterArn }) => isNamed(clusterArn, cluster) && isNamed(taskArn, name),
    );
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
