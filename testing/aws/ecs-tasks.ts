import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

/** A task as ECS describes it, as far as this project asks. */
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
  /** Why it was stopped. */
  readonly stoppedReason?: string;
}

const describeShape = z.object({ cluster: z.string().default('default'), tasks: z.array(z.string()).min(1).max(100) });
const stopShape = z.object({
  cluster: z.string().default('default'),
  task: z.string(),
  reason: z.string().max(1024).optional(),
});

const isNamed = (arn: string, arnOrName: string): boolean => arn === arnOrName || arn.split('/').at(-1) === arnOrName;

/** ECS's DescribeTasks and StopTask over tasks that a test or a scene put there. */
export class EcsTasks {
  private readonly tasks = new Map<string, EcsTask>();

  readonly actions: AwsActions = {
    DescribeTasks: (call) => {
      const { cluster, tasks } = parseInput(call, describeShape);
      const answers = tasks.map((name) => ({ name, task: this.find(cluster, name) }));
      return jsonResult({
        tasks: answers.flatMap(({ task }) => task ?? []),
        failures: answers.filter(({ task }) => !task).map(({ name }) => ({ arn: name, reason: 'MISSING' })),
      });
    },
    StopTask: (call) => jsonResult({ task: this.stop(call) }),
  };

  /** Puts a task in the place of the one with its ARN. */
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
