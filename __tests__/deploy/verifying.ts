import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DescribeTasksCommand, ECSClient, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { MAX_RECEIVE_COUNT } from '../../contracts/functions/launch-limits';
import { clientSettings } from './ask-aws';
import { HOST } from './deployment-files';
import type { DeployWorld } from './deploy-environment';
import { announceTask, imaginedTask, type StartedTask } from './emulated-ecs';
import { ARNS, NAMES, type RunningFunction } from './running-function';
import { step } from './step-table';
import { lockedImage, type TheStory } from './story';
import { watchedQueue, type WatchedQueue } from './watched-queue';

/** What judging needs besides the story: the function, and who listens. */
export interface Listening {
  readonly running: RunningFunction;
  readonly bus: WatchedQueue;
  readonly topic: WatchedQueue;
}

const eventShape = z.object({
  detail: z.object({ verdict: z.string(), reason: z.string().nullable(), response: z.string(), task: z.string() }),
});

/** What programs were told of a task, in order. */
const eventsAbout = async ({ bus }: Listening, taskArn: string) =>
  (await bus.heard()).map((body) => eventShape.parse(JSON.parse(body)).detail).filter(({ task }) => task === taskArn);

const untilThere = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
};

const taskArnIn = (text: string): string => /arn:aws:ecs:\S+:task\/\S+/.exec(text)?.[0] ?? '';

const describe1 = async (ecs: ECSClient, taskArn: string): Promise<Task | undefined> =>
  (await ecs.send(new DescribeTasksCommand({ cluster: 'dev-sample', tasks: [taskArn] }))).tasks?.[0];

/** Starts the unsigned sample as ECS starts a service's task, which no caller of RunTask can. */
const runServiceTask = async (ecs: ECSClient, network: { readonly subnet: string; readonly securityGroup: string }) => {
  const { subnet, securityGroup } = network;
  const { tasks } = await ecs.send(
    new RunTaskCommand({
      cluster: 'dev-sample',
      taskDefinition: 'dev-unsigned-task-def',
      launchType: 'FARGATE',
      group: 'service:web',
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], securityGroups: [securityGroup] } },
    }),
  );
  return tasks?.[0]?.taskArn ?? '';
};

const judgesSigned = (story: TheStory): void =>
  step('image-trust sample signed: the verdict is trusted', async () => {
    const result = await story().deploy.imageTrust('sample', 'signed', '--deployment', 'dev');
    expect(result).toMatchObject({ status: 0, stdout: expect.stringMatching(/^verdict {2}trusted\n/) as string });
    expect(result.stdout).toContain(lockedImage(story(), 'sample-signed').split('@')[1]);
  });

const stopsUnsigned = (story: TheStory, listening: () => Listening): void =>
  step('image-trust sample unsigned: untrusted, announced, and stopped', async () => {
    const { deploy } = story();
    const ecs = new ECSClient(clientSettings(deploy.deployer));
    const result = await deploy.imageTrust('sample', 'unsigned', '--deployment', 'dev', '--keep');
    expect(result).toMatchObject({ status: 1, stdout: expect.stringContaining('untrusted (unsigned)') as string });
    const taskArn = taskArnIn(result.stdout);
    const stopped = await untilThere(async () => {
      const task = await describe1(ecs, taskArn);
      return task?.lastStatus === 'STOPPED' ? task : undefined;
    });
    expect(stopped.stoppedReason).toContain('unsigned');
    await untilThere(async () =>
      (await eventsAbout(listening(), taskArn)).find(({ response }) => response === 'stopped'),
    );
    const told = (await eventsAbout(listening(), taskArn)).map(({ reason, response }) => [reason, response]);
    expect(told).toEqual([
      ['unsigned', 'stop-pending'],
      ['unsigned', 'stopped'],
    ]);
    const messages = (await listening().topic.heard()).filter((body) => body.includes(taskArn));
    expect(messages).toHaveLength(2);
    expect(messages[1]).toContain('The task was stopped.');
  });

const sparesService = (story: TheStory, listening: () => Listening): void =>
  step("a service's task with the same image: announced, not stopped", async () => {
    const { deployer, network } = story().deploy;
    const ecs = new ECSClient(clientSettings(deployer));
    const taskArn = await runServiceTask(ecs, network);
    const event = await untilThere(async () => (await eventsAbout(listening(), taskArn))[0]);
    expect(event).toMatchObject({ verdict: 'untrusted', response: 'reported' });
    await expect(describe1(ecs, taskArn)).resolves.toMatchObject({ lastStatus: 'RUNNING' });
  });

const knownVerdicts = async ({
  deployer,
}: DeployWorld): Promise<readonly Readonly<Record<string, AttributeValue>>[]> => {
  const dynamodb = new DynamoDBClient(clientSettings(deployer));
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({ TableName: NAMES.table }));
  return items.filter(({ id }) => id?.S?.startsWith('verdict#'));
};

const buriesUnanswered = (story: TheStory, listening: () => Listening): void => {
  let task: StartedTask;

  step('image-trust sign: an image of a team’s own pipeline', async () => {
    const { deploy } = story();
    const image = await deploy.world.registry.pushImage({ repository: `${HOST}/shop/web`, seed: 'web' });
    task = imaginedTask('dev-sample', image.reference);
    const result = await deploy.imageTrust('sign', '--deployment', 'dev', '--builder', 'buildah', image.reference);
    expect(result).toMatchObject({ status: 0, stdout: `${image.reference}  signed\n` });
  });

  step(`its registry is down: asked ${MAX_RECEIVE_COUNT} times, then a dead letter`, async () => {
    const { deployer, world } = story().deploy;
    const fault = world.gateway.addFault({ host: HOST, path: /shop\/web/, effect: { kind: 'status', status: 503 } });
    listening().running.hurry();
    await announceTask(deployer, task, ['RUNNING']);
    const dead = watchedQueue(deployer, ARNS.queueUrl.replace(NAMES.queue, NAMES.deadLetters));
    const letter = await untilThere(async () => (await dead.heard())[0]);
    fault.remove();
    expect(letter).toContain(task.taskArn);
    await expect(eventsAbout(listening(), task.taskArn)).resolves.toEqual([
      expect.objectContaining({ verdict: 'inconclusive', reason: 'registry-unavailable', response: 'reported' }),
    ]);
  });

  step('its registry is back: the same task is trusted', async () => {
    const { deploy } = story();
    await announceTask(deploy.deployer, task, ['RUNNING']);
    await untilThere(async () =>
      (await knownVerdicts(deploy)).find(({ id }) => id?.S?.includes(task.taskArn) && id.S.includes('#trusted')),
    );
  });
};

const remembers = (story: TheStory): void =>
  step('the ledger knows what was told and what was stopped', async () => {
    const verdicts = await knownVerdicts(story().deploy);
    const kinds = verdicts.map(({ id }) => id?.S?.split('#').slice(-2).join(' '));
    expect(kinds.sort()).toEqual([
      'inconclusive registry-unavailable',
      'trusted -',
      'trusted -',
      'untrusted unsigned',
      'untrusted unsigned',
    ]);
    expect(verdicts.filter(({ stopped }) => stopped?.BOOL === true)).toHaveLength(1);
  });

/** From the event of a task to what is done about it, by the deployed function in its image. */
export const judging = (story: TheStory, listening: () => Listening): void =>
  describe('judging', () => {
    judgesSigned(story);
    stopsUnsigned(story, listening);
    sparesService(story, listening);
    buriesUnanswered(story, listening);
    remembers(story);
  });
