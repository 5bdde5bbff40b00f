import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../shared/failure';
import { dynamoLedger } from '../../../adapters/dynamodb/ledger';
import { taskDescriber } from '../../../adapters/ecs/describe-task';
import { taskStopper } from '../../../adapters/ecs/stop-task';
import { hasSample } from '../../../contracts/deployment/deployment-images';
import { verifierNames } from '../../../contracts/naming/resource-names';
import type { Task, Verdict } from '../../../verification';
import type { Verb } from '../../image-trust';
import { readDeployment } from '../../shared/read-deployment';
import { UsageError } from '../../shared/usage-error';
import { calling } from './aws-failure';
import { findVerdicts, type FoundVerdict } from './find-verdict';
import { followTask } from './follow-task';
import { parseSampleOptions, type SampleOptions } from './options';
import { possibleVerdicts } from './possible-verdicts';
import { logCommand, renderVerdict } from './render';
import { runTaskRequest, startTask, type SampleDeployment } from './start-task';

const HELP = `Usage: image-trust sample signed|unsigned [--deployment NAME] [--timeout SECONDS] [--keep]

Starts a sample task of a deployment on Fargate, waits until the verifier has judged it, prints the verdict, and stops the task.

  signed|unsigned    which of the two sample tasks
  --deployment NAME  the deployment (else the variable DEPLOYMENT, else the only one)
  --timeout SECONDS  how long the verdict is waited for (default: 300)
  --keep             leaves the task running, so that on an enforced cluster the verifier itself is seen to stop it
  --help             this text

The verdict is read from the verifier's ledger. Needs AWS credentials that may run, describe and stop tasks (ecs:RunTask,
ecs:DescribeTasks, ecs:StopTask, iam:PassRole of the sample's execution role) and read the ledger (dynamodb:GetItem).

Exit codes: 0 trusted or exempt, 1 untrusted, 2 wrong use, 3 inconclusive or no verdict in time, 4 the task could not be started or
followed.
`;

const STATUS: Readonly<Record<Verdict['kind'], number>> = { trusted: 0, exempt: 0, untrusted: 1, inconclusive: 3 };
const NO_VERDICT = 3;
const NOT_FOLLOWED = 4;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a sample is run with; everything outside is in here. */
export interface SamplePorts {
  readonly ecs: ECSClient;
  readonly dynamodb: DynamoDBClient;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

interface SampleRun extends Omit<SampleOptions, 'deployment'> {
  readonly deployment: SampleDeployment;
}

const follow = (
  task: Task,
  { deployment, timeoutSeconds }: SampleRun,
  { ecs, dynamodb, now, sleep: pause }: SamplePorts,
): Promise<FoundVerdict | undefined> => {
  const table = verifierNames(deployment).table;
  const search = {
    ledger: dynamoLedger({ client: dynamodb, table, now }),
    possible: possibleVerdicts(Object.keys(deployment.exemptions)),
  };
  const describeTask = taskDescriber(ecs);
  return followTask(task, timeoutSeconds * 1_000, {
    describeTask: (each) => calling('ecs:DescribeTasks', describeTask(each)),
    findVerdicts: (each) => calling(`dynamodb:GetItem on ${table}`, findVerdicts(each, search)),
    now,
    sleep: pause,
    say,
  });
};

/** Fails before a task is started where its verdict could not be read afterwards. */
const checkLedger = async ({ deployment }: SampleRun, { dynamodb, now }: SamplePorts): Promise<void> => {
  const { table } = verifierNames(deployment);
  await calling(`dynamodb:GetItem on ${table}`, dynamoLedger({ client: dynamodb, table, now }).recall('-'));
};

const tell = ({ deployment, timeoutSeconds }: SampleRun, task: Task, found: FoundVerdict | undefined): number => {
  say(`all that was logged of it: ${logCommand(deployment, task)}`);
  if (found === undefined) {
    say(`no verdict within ${timeoutSeconds} s: look at the alarms and dead letters of ${deployment.name}`);
    return NO_VERDICT;
  }
  process.stdout.write(renderVerdict(task, found));
  return STATUS[found.verdict.kind];
};

/** A task that cannot be stopped is told of; its verdict counts all the same. */
const stop = async (task: Task, { ecs }: SamplePorts): Promise<void> => {
  try {
    await calling('ecs:StopTask', taskStopper(ecs)(task, 'image-trust sample: its verdict was waited for'));
    say('the task is stopped');
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`the task goes on running, and costs, until somebody stops it: ${error.message}`);
  }
};

const runSample = async (run: SampleRun, ports: SamplePorts): Promise<number> => {
  await checkLedger(run, ports);
  const request = runTaskRequest(run.deployment, run.variant);
  const task = await calling('ecs:RunTask', startTask(ports.ecs, request));
  say(`started ${task.taskArn}`);
  try {
    return tell(run, task, await follow(task, run, ports));
  } finally {
    if (!run.keep) await stop(task, ports);
  }
};

/** Makes `image-trust sample` from what it works with. */
export const sampleWith =
  (portsFor: (region: string) => SamplePorts, environment: NodeJS.ProcessEnv): Verb['run'] =>
  async (args) => {
    const options = parseSampleOptions(args);
    const deployment = readDeployment(options.deployment, environment);
    if (!hasSample(deployment))
      throw new UsageError(`sample: expected "sample" in deployments/${deployment.name}.json, found none`);
    try {
      return await runSample({ ...options, deployment }, portsFor(deployment.region));
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      say(`image-trust sample: ${error.message}`);
      return NOT_FOLLOWED;
    }
  };

const awsPorts = (region: string): SamplePorts => ({
  ecs: new ECSClient({ region }),
  dynamodb: new DynamoDBClient({ region }),
  now: Date.now,
  sleep: async (milliseconds) => sleep(milliseconds),
});

/** `image-trust sample`: a task of your own, and what the verifier says of it. */
export const sampleVerb: Verb = {
  summary: 'starts a signed or unsigned sample task and waits for its verdict',
  help: HELP,
  run: sampleWith(awsPorts, process.env),
};
