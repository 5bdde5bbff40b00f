import os from 'node:os';
import { DescribeTasksCommand, StopTaskCommand, type Task as EcsTask } from '@aws-sdk/client-ecs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type * as Launch from '../../functions/launch';
import { verdictEventSchema } from '../../contracts/events/verdict-event';
import {
  answerWell,
  aws,
  invocation,
  extendedVisibilities,
  launchEnvironment,
} from '../support/launch/launch-function';
import { sqsEvent, sqsRecord, taskEventBody } from '../support/launch/queue-message';
import { useLaunchTools, type ImageKind } from '../support/launch/launch-tools';
import { captureOutput, type CapturedOutput } from '../support/launch/captured-output';
import { CLUSTER, DAEMON_TASK_DEFINITION, ECR, TASK, digestOf } from '../support/domain/domain';

const tools = useLaunchTools();
const { tool } = tools;
const own = { ...process.env };
let output: CapturedOutput;
let ledger: ReturnType<typeof answerWell>;
let handler: typeof Launch.handler;
let tasks = 0;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tools) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
  output = captureOutput();
  ledger = answerWell(tools);
  tool.forget();
  ({ handler } = jest.requireActual<typeof Launch>('../../functions/launch'));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

// Images of their own for each test, so that no verdict is reused.
let images = 0;
const digest = (kind: ImageKind) => tools.digest(kind, `image ${(images += 1)}`);
const web = (image: string, imageDigest?: string) => ({ name: 'web', image, imageDigest });

/** A task of its own for each test; ECS describes it as the event does, unless something else is said. */
const aRun = (detail: object, described: object = {}) => {
  const taskArn = TASK.replace(/[^/]+$/, `t${(tasks += 1)}`);
  const running = { taskArn, clusterArn: CLUSTER, lastStatus: 'RUNNING', desiredStatus: 'RUNNING' };
  const known = { ...running, ...detail, ...described } as EcsTask;
  aws.ecs.on(DescribeTasksCommand).resolves({ tasks: [known] });
  return sqsRecord(`of-${taskArn}`, taskEventBody({ taskArn, ...detail }));
};
const deliver = async (record: ReturnType<typeof sqsRecord>, attempt = 1): Promise<'done' | 'retried'> => {
  const attributes = { ...record.attributes, ApproximateReceiveCount: String(attempt) };
  const { batchItemFailures } = await handler(sqsEvent({ ...record, attributes }), invocation());
  return batchItemFailures.length === 0 ? 'done' : 'retried';
};
const aMinutePasses = (): void => {
  for (const item of ledger.values()) item['firstSeen'] = Date.now() - 60_000;
};
/** Delivers a message, and once more after the minute for which a stop waits. */
const deliverTwice = async (message: ReturnType<typeof sqsRecord>) => {
  expect(await deliver(message)).toBe('retried');
  expect(stops()).toEqual([]);
  aMinutePasses();
  return deliver(message, 2);
};
const stops = () => aws.ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.reason);
const announced = () =>
  aws.events
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail }) => verdictEventSchema.parse(JSON.parse(Detail ?? '')));

describe('the launch function for an event with an odd field', () => {
  it.each([
    ['an empty digest', { name: 'ecs-service-connect-aB3dE', imageDigest: '' }],
    ['a sha512 digest', { name: 'side', image: 'x.example.com/x', imageDigest: `sha512:${'a'.repeat(128)}` }],
    ['nothing that can be read', 'side'],
  ])('rule 9: reports the unsigned neighbour of a container with %s', async (_what, odd) => {
    const imageDigest = digest('unsigned');
    const containers = [odd, web(`${ECR}/shop/web:1`, imageDigest)];
    await deliver(aRun({ group: 'service:web', containers }));
    expect(announced()).toContainEqual(
      expect.objectContaining({ container: 'web', digest: imageDigest, reason: 'unsigned', response: 'reported' }),
    );
  });

  it('rule 9: stops the task of an unsigned container whose neighbour has an empty digest', async () => {
    const containers = [
      { name: 'ecs-service-connect-aB3dE', imageDigest: '' },
      web(`${ECR}/shop/web:1`, digest('unsigned')),
    ];
    const message = aRun({ group: 'family:web', containers });
    expect(await deliverTwice(message)).toBe('done');
    expect(stops()).toEqual([expect.stringContaining('untrusted (unsigned)')]);
  });

  it('handles the warning of a Spot interruption, which needs no verdict, at the first attempt', async () => {
    const warning = {
      version: undefined,
      containers: undefined,
      desiredStatus: 'STOPPED',
      stopCode: 'SpotInterruption',
    };
    expect(await deliver(aRun(warning))).toBe('done');
    expect([announced(), stops(), output.lines(), extendedVisibilities()]).toEqual([[], [], [], {}]);
  });
});

describe('the launch function before it stops a task', () => {
  it.each<[string, object]>([
    ['was started with a group of its own', { group: 'nightly-etl' }],
    ['has no group', { group: undefined }],
  ])('rule 11: stops a task that %s when its image is still unsigned a minute later', async (_what, detail) => {
    const message = aRun({ ...detail, containers: [web(`${ECR}/shop/web:1`, digest('unsigned'))] });
    expect(await deliverTwice(message)).toBe('done');
    expect(announced().map(({ response, workload }) => [response, workload])).toEqual([
      ['stop-pending', 'standalone'],
      ['stopped', 'standalone'],
    ]);
  });

  it.each([
    ['a service', { group: 'service:web' }, 'service'],
    ['a managed daemon', { taskDefinitionArn: DAEMON_TASK_DEFINITION }, 'daemon'],
  ])('rule 11: only reports a task that ECS describes as one of %s', async (_what, described, workload) => {
    const message = aRun({ containers: [web('evil/miner:latest')] }, described);
    expect(await deliverTwice(message)).toBe('done');
    expect(announced().at(-1)).toMatchObject({ reason: 'no-policy', response: 'reported', workload });
    expect(stops()).toEqual([]);
  });

  it('stops a task whose digest stands only in its reference', async () => {
    const message = aRun({ containers: [web(`${ECR}/shop/web@${digest('unsigned')}`)] });
    expect(await deliverTwice(message)).toBe('done');
    expect(announced().map(({ response }) => response)).toEqual(['stop-pending', 'stopped']);
  });

  it.each([
    ['that no policy covers and that has no digest', web('evil/miner:latest')],
    ['with a sha512 reference', web(`r.example.com/x@sha512:${'e'.repeat(128)}`, digestOf('1'))],
    ['with an IPv6 host', web('[::1]:5000/evil/miner', digestOf('1'))],
    ['that is the ID of an image on the host', web(digestOf('3'), digestOf('1'))],
  ])('stops a task with an image %s', async (_what, container) => {
    expect(await deliverTwice(aRun({ containers: [container] }))).toBe('done');
    expect(stops()).toEqual([expect.stringContaining(`untrusted (no-policy): ${container.image} in container web`)]);
    expect(tool.runs()).toEqual([]);
  });

  it('stops no innocent task because of a forged image in an event', async () => {
    const signed = digest('signed');
    const forged = { containers: [web('evil/miner:latest', signed)] };
    expect(await deliverTwice(aRun(forged, { containers: [web(`${ECR}/shop/web:1`, signed)] }))).toBe('done');
    expect(stops()).toEqual([]);
    expect(announced()).toMatchObject([
      { reason: 'no-policy', response: 'stop-pending' },
      { verdict: 'trusted', image: `${ECR}/shop/web:1`, response: 'reported' },
    ]);
  });

  it('rule 12: announces at once that ECS does not confirm the digest of an event', async () => {
    const container = web(`r.example.com/x:1`, digestOf('1'));
    const message = aRun({ containers: [container] }, { containers: [web(`${ECR}/shop/web:1`)] });
    expect(await deliverTwice(message)).toBe('retried');
    expect(announced()).toMatchObject([
      { response: 'stop-pending' },
      { reason: 'no-policy', response: 'not-confirmed' },
    ]);
    expect(await deliver(message, 31)).toBe('retried');
    expect(announced().map(({ response }) => response)).toEqual(['stop-pending', 'not-confirmed', 'stop-abandoned']);
    expect(stops()).toEqual([]);
  });
});

describe('the launch function after a tag has moved', () => {
  it('keeps trusting what runs by the index that led to trust', async () => {
    const running = digest('unsigned');
    const index = tools.registry.index(running);
    tools.registry.sign(index);
    const detail = { containers: [web(`${ECR}/shop/web:1.4`, running)] };
    tools.registry.tag('1.4', index);
    expect(await deliver(aRun(detail))).toBe('done');

    tools.registry.tag('1.4', undefined);
    expect(await deliver(aRun(detail))).toBe('done');
    expect(output.lines().map(({ verdict }) => verdict)).toEqual(['trusted', 'trusted']);
    expect([announced(), stops()]).toEqual([[], []]);
  });
});
