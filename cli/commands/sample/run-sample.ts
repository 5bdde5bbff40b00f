import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../shared/failure';
import { dynamoLedger } from '../../../adapters/dynamodb/ledger';
import { taskDescriber } from '../../../adapters/ecs/describe-task';
import { taskStopper } from '../../../adapters/ecs/stop-task';
import type { SampleDeployment, SampleVariant } from '../../../contracts/deployment/deployment-images';
import { verifierNames } from '../../../contracts/naming/resource-names';
import type { Task } from '../../../verification';
import { say } from '../../shared/print';
import { calling } from './aws-failure';
import { findVerdicts } from './find-verdict';
import { followTask, type Followed } from './follow-task';
import type { SampleOptions } from './options';
import { possibleVerdicts } from './possible-verdicts';
import { runTaskRequest, startTask } from './start-task';
import { taskStopReader } from './task-stop';

/** What a sample works with; everything outside is in here. */
export interface SamplePorts {
  readonly ecs: ECSClient;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** One run of a sample. */
export interface SampleRun extends Omit<SampleOptions, 'deployment' | 'sample'> {
  readonly deployment: SampleDeployment;
  readonly variant: SampleVariant;
}

/** A task that was started, and what following it came to. */
export interface SampleOutcome extends Followed {
  readonly task: Task;
}

const follow = (
  task: Task,
  { deployment, timeoutSeconds }: SampleRun,
  { ecs, dynamodb, now, sleep }: SamplePorts,
): Promise<Followed> => {
  const { table } = verifierNames(deployment);
  const search = {
    ledger: dynamoLedger({ client: dynamodb, table, now }),
    possible: possibleVerdicts(Object.keys(deployment.exemptions)),
  };
  const [describeTask, readStop] = [taskDescriber(ecs), taskStopReader(ecs)];
  return followTask(task, timeoutSeconds * 1_000, {
    describeTask: (each) => calling('ecs:DescribeTasks', describeTask(each)),
    readStop: (each) => calling('ecs:DescribeTasks', readStop(each)),
    findVerdicts: (each) => calling(`dynamodb:GetItem on ${table}`, findVerdicts(each, search)),
    now,
    sleep,
    say,
  });
};

/** Fails before a task is started if its verdict could not be read afterwards. */
const checkLedger = async ({ deployment }: SampleRun, { dynamodb, now }: SamplePorts): Promise<void> => {
  const { table } = verifierNames(deployment);
  await calling(`dynamodb:GetItem on ${table}`, dynamoLedger({ client: dynamodb, table, now }).recall('-'));
};

/** Stops the task. If that fails, it only says so: the verdict counts all the same. */
const stop = async (task: Task, { ecs }: SamplePorts): Promise<void> => {
  try {
    await calling('ecs:StopTask', taskStopper(ecs)(task, 'image-trust sample: its verdict was waited for'));
    say('the task is stopped');
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`the task keeps running, and costs money, until you stop it: ${error.message}`);
  }
};

/**
 * Starts a task, waits for its verdict, reports it and stops the task, whatever happens; returns the exit code of the report.
 * @throws ToolFailure when the task cannot be started or followed.
 */
export const runSample = async (
  run: SampleRun,
  ports: SamplePorts,
  report: (outcome: SampleOutcome) => number,
): Promise<number> => {
  await checkLedger(run, ports);
  const request = runTaskRequest(run.deployment, run.variant);
  const task = await calling('ecs:RunTask', startTask(ports.ecs, request));
  say(`started ${task.taskArn}`);
  try {
    return report({ task, ...(await follow(task, run, ports)) });
  } finally {
    if (!run.keep) await stop(task, ports);
  }
};
