import os from 'node:os';
import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse } from 'aws-lambda';
import type * as Launch from '../../functions/launch';
import { verdictEventSchema } from '../../contracts/events/verdict-event';
import { awsFailure } from '../support/aws/aws-failure';
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
import { ECR_PASSWORD } from '../support/registry/image-registry';
import { ECR, TASK, digestOf } from '../support/domain/domain';

const tools = useLaunchTools();
const { tool, digest } = tools;
const own = { ...process.env };
let output: CapturedOutput;
let ledger: ReturnType<typeof answerWell>;
let handler: typeof Launch.handler;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tools) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
  output = captureOutput();
  ledger = answerWell(tools);
  tool.forget();
  tools.registry.gateway.forgetRequests();
  // The function reads its environment when it is loaded, and keeps its parts for all tests, as in Lambda.
  ({ handler } = jest.requireActual<typeof Launch>('../../functions/launch'));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

const task = (id: string): string => TASK.replace(/[^/]+$/, id);
const web = (imageDigest: string, name = 'web') => ({ name, image: `${ECR}/shop/web@${imageDigest}`, imageDigest });
const eventOf = (id: string, kind: ImageKind, detail: object = {}): string =>
  taskEventBody({ taskArn: task(id), containers: [web(digest(kind))], ...detail });
const failed = (response: SQSBatchResponse): readonly string[] =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();
const announced = (): readonly unknown[] =>
  aws.events
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail }) => verdictEventSchema.parse(JSON.parse(Detail ?? '')));

describe('the launch function', () => {
  it('records a trusted verdict, and the message is done', async () => {
    await expect(handler(sqsEvent(sqsRecord('m1', eventOf('t1', 'signed'))), invocation())).resolves.toEqual({
      batchItemFailures: [],
    });
    expect(output.lines()).toMatchObject([{ message: 'Image Verdict', verdict: 'trusted', task: task('t1') }]);
    expect(output.metric('Verdicts')).toEqual([{ kind: 'trusted', reason: '-', Verdicts: 1 }]);
    expect(output.metric('VerificationRuns')).toMatchObject([
      { VerificationRuns: 1, VerificationDuration: expect.any(Number) },
    ]);
    expect([announced(), aws.sns.calls()]).toEqual([[], []]);
  });

  it('rule 9: retries a malformed message, and no other message of its batch', async () => {
    const batch = sqsEvent(
      sqsRecord('good', eventOf('t2', 'signed')),
      sqsRecord('bad', 'no event'),
      sqsRecord('unsigned', eventOf('t3', 'unsigned', { group: 'service:web' })),
    );
    expect(failed(await handler(batch, invocation()))).toEqual(['bad']);
    expect(extendedVisibilities()).toEqual({ 'handle-of-bad': 30 });
    expect(announced()).toMatchObject([{ task: task('t3'), reason: 'unsigned', response: 'reported' }]);
    expect(aws.sns.commandCalls(PublishCommand)).toHaveLength(1);
  });

  it('rule 1: retries the messages of an outage, and stops nothing', async () => {
    const batch = sqsEvent(
      sqsRecord('m1', eventOf('t4', 'unavailable')),
      sqsRecord('m2', eventOf('t5', 'unavailable'), 3),
    );
    expect(failed(await handler(batch, invocation()))).toEqual(['m1', 'm2']);
    expect(extendedVisibilities()).toEqual({ 'handle-of-m1': 30, 'handle-of-m2': 120 });
    expect([announced(), aws.ecs.commandCalls(StopTaskCommand)]).toEqual([[], []]);
  });

  it('retries a message whose response failed, and repeats nothing that succeeded', async () => {
    aws.sns.on(PublishCommand).rejectsOnce(awsFailure('InternalError')).resolves({});
    const message = sqsEvent(sqsRecord('m1', eventOf('t6', 'unsigned', { group: 'service:web' })));
    expect(failed(await handler(message, invocation()))).toEqual(['m1']);
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(aws.sns.commandCalls(PublishCommand)).toHaveLength(2);
  });

  it('reads and writes the ledger once for the messages of a batch whose images are known', async () => {
    await handler(sqsEvent(sqsRecord('m0', eventOf('t60', 'signed'))), invocation());
    aws.dynamodb.resetHistory();
    const batch = ['t61', 't62', 't63'].map((id) => sqsRecord(id, eventOf(id, 'signed')));
    expect(failed(await handler(sqsEvent(...batch), invocation()))).toEqual([]);
    expect(aws.dynamodb.calls().map(({ args }) => args[0].constructor)).toEqual([BatchGetCommand, BatchWriteCommand]);
    expect(output.lines()).toHaveLength(4);
    await handler(sqsEvent(...batch), invocation());
    expect(output.lines()).toHaveLength(4);
  });

  it('starts no run without enough remaining time, and retries the message', async () => {
    const containers = [web(digest('signed', 't7'))];
    const message = sqsEvent(sqsRecord('m1', eventOf('t7', 'signed', { containers })));
    expect(failed(await handler(message, invocation(15_000)))).toEqual(['m1']);
    expect(tool.runs()).toEqual([]);
    expect(output.lines()).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'timed-out' }]);
  });

  it.each([
    ['the first', 15_000, 60_000],
    ['the second', 60_000, 15_000],
  ])('keeps two concurrent invocations apart when %s has no time left', async (_which, ...remaining) => {
    // Signed images that no other test verifies, so that no verdict is reused.
    const messages = remaining.map((time) => {
      const containers = [web(digest('signed', `t17 of ${remaining.join()} with ${time}`))];
      return sqsRecord(`left-${time}`, eventOf(`t17-${time}`, 'signed', { containers }));
    });
    const invocations = messages.map((message, index) => handler(sqsEvent(message), invocation(remaining[index])));
    const failures = (await Promise.all(invocations)).map(failed);
    expect(failures).toEqual(remaining.map((time) => (time === 15_000 ? ['left-15000'] : [])));
    expect(extendedVisibilities()).toEqual({ 'handle-of-left-15000': 30 });
    expect(tool.runs()).toHaveLength(1);
    const lines = new Map(output.lines().map((line) => [line['task'], line]));
    expect(lines.get(task('t17-15000'))).toMatchObject({ verdict: 'inconclusive', reason: 'timed-out' });
    expect(lines.get(task('t17-60000'))).toMatchObject({ verdict: 'trusted' });
  });

  it('rule 8: stops a standalone task only when its image was unsigned twice', async () => {
    const message = sqsEvent(sqsRecord('m1', eventOf('t8', 'unsigned')));
    expect(failed(await handler(message, invocation()))).toEqual(['m1']);
    expect(extendedVisibilities()).toEqual({ 'handle-of-m1': 60 });
    expect(aws.ecs.commandCalls(StopTaskCommand)).toHaveLength(0);
    for (const item of ledger.values()) item['firstSeen'] = Date.now() - 60_000;
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(aws.ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual([task('t8')]);
    expect(announced()).toMatchObject([{ response: 'stop-pending' }, { response: 'stopped' }]);
  });

  it('asks ECS for the running digest when the event of a running task has none', async () => {
    const containers = [{ name: 'web', image: `${ECR}/shop/web:1.4` }];
    await handler(
      sqsEvent(sqsRecord('m1', eventOf('t12', 'unsigned', { containers, group: 'service:web' }))),
      invocation(),
    );
    expect(announced()).toMatchObject([{ task: task('t12'), digest: digest('unsigned'), reason: 'unsigned' }]);
  });

  it('verifies the containers of a task concurrently, but at most five at a time', async () => {
    const containers = ['1', '2', '3', '4', '5', '6'].map((text) => web(digest('slow', text), `web-${text}`));
    await handler(sqsEvent(sqsRecord('m1', eventOf('t13', 'slow', { containers }))), invocation());
    expect(tool.runs()).toHaveLength(6);
    expect([2, 3, 4, 5]).toContain(tool.mostAtATime());
  });

  it('passes the keys of the function to the AWS Signer plugin', async () => {
    const containers = [web(digest('signed', 't16'))];
    await handler(sqsEvent(sqsRecord('m1', eventOf('t16', 'signed', { containers }))), invocation());
    expect(tool.runs().at(-1)?.split('\n')).toEqual(
      expect.arrayContaining(['AWS_ACCESS_KEY_ID=AKIAEXAMPLE', 'AWS_SESSION_TOKEN=example-session']),
    );
  });

  it('rule 6: contacts no registry that no policy covers, and passes no credential of a registry to notation', async () => {
    const stranger = digestOf('1');
    const image = `registry.example.com/shop/web@${stranger}`;
    const containers = [{ name: 'stranger', image, imageDigest: stranger }, web(digest('signed', 't9'), 'covered')];
    await handler(
      sqsEvent(sqsRecord('m1', eventOf('t9', 'signed', { containers, group: 'service:web' }))),
      invocation(),
    );
    const { connections, requests } = tools.registry.gateway;
    expect(new Set(connections).has('registry.example.com')).toBe(false);
    expect(new Set(requests.map(({ host, authorization }) => `${host} ${authorization}`))).toEqual(
      new Set([`${ECR} basic`]),
    );
    expect(tool.runs()).toHaveLength(1);
    expect(tool.runs()[0]).not.toContain(ECR_PASSWORD);
    expect(tool.runs()[0]?.split('\n')[0]).toMatch(
      new RegExp(`^verify --verbose -- localhost:[0-9]+/[0-9a-f]{32}/i@${digest('signed', 't9')}$`),
    );
    expect(announced()).toMatchObject([{ container: 'stranger', reason: 'no-policy' }]);
  });
});
