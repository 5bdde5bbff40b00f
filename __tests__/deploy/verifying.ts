import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DescribeTasksCommand, ECSClient, type Task } from '@aws-sdk/client-ecs';
import { MAX_RECEIVE_COUNT } from '../../contracts/functions/launch-limits';
import { verdictsAbout } from './announced-events';
import { clientSettings } from './call-aws';
import { HOST } from './deployment-files';
import type { DeployEnvironment } from './deploy-environment';
import { sendTaskEvents, toFakeTask, type StartedTask } from './emulated-ecs';
import { ARNS, NAMES, type RunningFunction } from './running-function';
import { runServiceTask } from './sample-services';
import { step } from './step-table';
import { lockedImage, type GetContext } from './deploy-context';
import { waitFor } from './wait-for';
import { watchedQueue, type WatchedQueue } from './watched-queue';

/** The running function, and the queues that receive its announcements. */
export interface FunctionContext {
  readonly running: RunningFunction;
  readonly bus: WatchedQueue;
  readonly topic: WatchedQueue;
}

/** The ARN of the task that a command names. */
export const taskArnIn = (text: string): string => /arn:aws:ecs:\S+:task\/\S+/.exec(text)?.[0] ?? '';

const describeTask = async (ecs: ECSClient, taskArn: string): Promise<Task | undefined> =>
  (await ecs.send(new DescribeTasksCommand({ cluster: 'dev-sample', tasks: [taskArn] }))).tasks?.[0];

const trustsSigned = (context: GetContext): void =>
  step('image-trust sample signed: trusted', async () => {
    const result = await context().environment.imageTrust('sample', 'signed', '--deployment', 'dev');
    expect(result).toMatchObject({ status: 0, stdout: expect.stringMatching(/^verdict {2}trusted\n/) as string });
    expect(result.stdout).toContain(lockedImage(context(), 'sample-signed').split('@')[1]);
  });

const stopsUnsigned = (context: GetContext, functionContext: () => FunctionContext): void =>
  step('image-trust sample unsigned: untrusted, announced, and stopped', async () => {
    const { environment } = context();
    const ecs = new ECSClient(clientSettings(environment.admin));
    const result = await environment.imageTrust('sample', 'unsigned', '--deployment', 'dev', '--keep');
    expect(result).toMatchObject({ status: 1, stdout: expect.stringContaining('untrusted (unsigned)') as string });
    const taskArn = taskArnIn(result.stdout);
    const stopped = await waitFor(async () => {
      const task = await describeTask(ecs, taskArn);
      return task?.lastStatus === 'STOPPED' ? task : undefined;
    });
    expect(stopped.stoppedReason).toContain('unsigned');
    await waitFor(async () =>
      (await verdictsAbout(functionContext(), taskArn)).find(({ response }) => response === 'stopped'),
    );
    const announced = (await verdictsAbout(functionContext(), taskArn)).map(({ reason, response }) => [
      reason,
      response,
    ]);
    expect(announced).toEqual([
      ['unsigned', 'stop-pending'],
      ['unsigned', 'stopped'],
    ]);
    const messages = (await functionContext().topic.messages()).filter((body) => body.includes(taskArn));
    expect(messages).toHaveLength(2);
    expect(messages[1]).toContain('The task was stopped.');
  });

const reportsServiceTask = (context: GetContext, functionContext: () => FunctionContext): void =>
  step('a service task with the same image: untrusted, announced, but not stopped', async () => {
    const { environment } = context();
    const ecs = new ECSClient(clientSettings(environment.admin));
    const taskArn = await runServiceTask(environment, 'web');
    const event = await waitFor(async () => (await verdictsAbout(functionContext(), taskArn))[0]);
    expect(event).toMatchObject({ verdict: 'untrusted', response: 'reported' });
    await expect(describeTask(ecs, taskArn)).resolves.toMatchObject({ lastStatus: 'RUNNING' });
  });

const recordedVerdicts = async ({
  admin,
}: DeployEnvironment): Promise<readonly Readonly<Record<string, AttributeValue>>[]> => {
  const dynamodb = new DynamoDBClient(clientSettings(admin));
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({ TableName: NAMES.table }));
  return items.filter(({ id }) => id?.S?.startsWith('verdict#'));
};

const deadLettersInconclusive = (context: GetContext, functionContext: () => FunctionContext): void => {
  let task: StartedTask;

  step("image-trust sign: signs an image of a team's own pipeline", async () => {
    const { environment } = context();
    const image = await environment.emulated.registry.pushImage({ repository: `${HOST}/shop/web`, seed: 'web' });
    task = toFakeTask('dev-sample', image.reference);
    const result = await environment.imageTrust('sign', '--deployment', 'dev', '--builder', 'buildah', image.reference);
    expect(result).toMatchObject({ status: 0, stdout: `${image.reference}  signed\n` });
  });

  step(`rule 1: its registry is down: retried up to ${MAX_RECEIVE_COUNT} attempts, then a dead letter`, async () => {
    const { admin, emulated } = context().environment;
    const fault = emulated.gateway.addFault({ host: HOST, path: /shop\/web/, effect: { kind: 'status', status: 503 } });
    functionContext().running.retryAtOnce();
    await sendTaskEvents(admin, [task], ['RUNNING']);
    const dead = watchedQueue(admin, ARNS.queueUrl.replace(NAMES.queue, NAMES.deadLetters));
    const letter = await waitFor(async () => (await dead.messages())[0]);
    fault.remove();
    expect(letter).toContain(task.taskArn);
    await expect(verdictsAbout(functionContext(), task.taskArn)).resolves.toEqual([
      expect.objectContaining({ verdict: 'inconclusive', reason: 'registry-unavailable', response: 'reported' }),
    ]);
  });

  step('its registry is back up: the same task is trusted', async () => {
    const { environment } = context();
    await sendTaskEvents(environment.admin, [task], ['RUNNING']);
    await waitFor(async () =>
      (await recordedVerdicts(environment)).find(
        ({ id }) => id?.S?.includes(task.taskArn) && id.S.includes('#trusted'),
      ),
    );
  });
};

const recordsVerdicts = (context: GetContext): void =>
  step('the ledger records the announced verdicts and the stopped task', async () => {
    const verdicts = await recordedVerdicts(context().environment);
    const kinds = verdicts.map(({ id }) => id?.S?.split('#').slice(4).join(' '));
    expect(kinds.sort()).toEqual([
      'inconclusive registry-unavailable',
      'stop-pending',
      'trusted -',
      'trusted -',
      'untrusted unsigned',
      'untrusted unsigned',
    ]);
    expect(verdicts.filter(({ stopped }) => stopped?.BOOL === true)).toHaveLength(1);
  });

// The function reads and writes the ledger's items of several messages in batches.
const verifiesTogether = (context: GetContext): void =>
  step('ten tasks that start at the same time: every one is trusted', async () => {
    const { environment } = context();
    const image = lockedImage(context(), 'sample-signed');
    const tasks = Array.from({ length: 10 }, () => toFakeTask('dev-sample', image));
    await sendTaskEvents(environment.admin, tasks, ['RUNNING']);
    await waitFor(async () => {
      const ids = (await recordedVerdicts(environment)).map(({ id }) => id?.S ?? '');
      const trusted = tasks.filter(({ taskArn }) => ids.some((id) => id.includes(taskArn) && id.includes('#trusted')));
      return trusted.length === tasks.length ? trusted : undefined;
    });
  });

/** Verifies tasks with the deployed function, from the event to the response. */
export const verifying = (context: GetContext, functionContext: () => FunctionContext): void =>
  describe('verifying', () => {
    trustsSigned(context);
    stopsUnsigned(context, functionContext);
    reportsServiceTask(context, functionContext);
    deadLettersInconclusive(context, functionContext);
    recordsVerdicts(context);
    verifiesTogether(context);
  });
