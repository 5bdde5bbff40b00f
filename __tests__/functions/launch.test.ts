import { readFileSync } from 'node:fs';
import os from 'node:os';
import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { SQSBatchResponse } from 'aws-lambda';
import type * as Launch from '../../functions/launch';
import { verdictEventSchema } from '../../contracts/events/verdict-event';
import { awsFailure } from '../support/aws/aws-failure';
import { answerWell, aws, invocation, keptAway, launchEnvironment } from '../support/launch/launch-function';
import { sqsEvent, sqsRecord, taskEventBody } from '../support/launch/launch-message';
import { captureOutput, type CapturedOutput } from '../support/launch/launch-output';
import { launchTool } from '../support/launch/launch-tool';
import { ECR, TASK, digestOf } from '../support/domain/domain';

const tool = launchTool();
const own = { ...process.env };
let output: CapturedOutput;
let ledger: ReturnType<typeof answerWell>;
let handler: typeof Launch.handler;

beforeEach(() => {
  process.env = { ...own, ...launchEnvironment(tool) };
  jest.spyOn(os, 'tmpdir').mockReturnValue(tool.directory);
  output = captureOutput();
  ledger = answerWell();
  tool.forget();
  // The function reads its environment when it is loaded, and keeps its parts for all tests, as in Lambda.
  ({ handler } = jest.requireActual<typeof Launch>('../../functions/launch'));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = own;
});

afterAll(() => {
  tool.remove();
});

const task = (id: string): string => TASK.replace(/[^/]+$/, id);
const eventOf = (id: string, digit: string, detail: object = {}): string => {
  const image = `${ECR}/shop/web@${digestOf(digit)}`;
  return taskEventBody({
    taskArn: task(id),
    containers: [{ name: 'web', image, imageDigest: digestOf(digit) }],
    ...detail,
  });
};
const failed = (response: SQSBatchResponse): readonly string[] =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();
const announced = (): readonly unknown[] =>
  aws.events
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail }) => verdictEventSchema.parse(JSON.parse(Detail ?? '')));

describe('the launch function', () => {
  it('records a trusted verdict, and the message is done', async () => {
    await expect(handler(sqsEvent(sqsRecord('m1', eventOf('t1', 'a'))), invocation())).resolves.toEqual({
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
      sqsRecord('good', eventOf('t2', 'a')),
      sqsRecord('bad', 'no event'),
      sqsRecord('unsigned', eventOf('t3', 'b', { group: 'service:web' })),
    );
    expect(failed(await handler(batch, invocation()))).toEqual(['bad']);
    expect(keptAway()).toEqual({ 'handle-of-bad': 30 });
    expect(announced()).toMatchObject([{ task: task('t3'), reason: 'unsigned', response: 'reported' }]);
    expect(aws.sns.commandCalls(PublishCommand)).toHaveLength(1);
  });

  it('rule 1: retries the messages of an outage, and stops nothing', async () => {
    const batch = sqsEvent(sqsRecord('m1', eventOf('t4', 'c')), sqsRecord('m2', eventOf('t5', 'c'), 3));
    expect(failed(await handler(batch, invocation()))).toEqual(['m1', 'm2']);
    expect(keptAway()).toEqual({ 'handle-of-m1': 30, 'handle-of-m2': 120 });
    expect([announced(), aws.ecs.commandCalls(StopTaskCommand)]).toEqual([[], []]);
  });

  it('retries a message whose response failed, and repeats nothing that succeeded', async () => {
    aws.sns.on(PublishCommand).rejectsOnce(awsFailure('InternalError')).resolves({});
    const message = sqsEvent(sqsRecord('m1', eventOf('t6', 'b', { group: 'service:web' })));
    expect(failed(await handler(message, invocation()))).toEqual(['m1']);
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(aws.sns.commandCalls(PublishCommand)).toHaveLength(2);
  });

  it('starts no run without enough remaining time, and retries the message', async () => {
    const message = sqsEvent(sqsRecord('m1', eventOf('t7', '9')));
    expect(failed(await handler(message, invocation(15_000)))).toEqual(['m1']);
    expect(tool.runs()).toEqual([]);
    expect(output.lines()).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'timed-out' }]);
  });

  it.each([
    ['the first', 15_000, 60_000],
    ['the second', 60_000, 15_000],
  ])('keeps two concurrent invocations apart when %s has no time left', async (_which, ...remaining) => {
    // Signed images that no other test verifies, so that no verdict is reused.
    const messages = remaining.map((time, index) => {
      const imageDigest = `sha256:a${String(time / 15_000 + index).repeat(63)}`;
      const containers = [{ name: 'web', image: `${ECR}/shop/web`, imageDigest }];
      return sqsRecord(`left-${time}`, eventOf(`t17-${time}`, 'a', { containers }));
    });
    const invocations = messages.map((message, index) => handler(sqsEvent(message), invocation(remaining[index])));
    const failures = (await Promise.all(invocations)).map(failed);
    expect(failures).toEqual(remaining.map((time) => (time === 15_000 ? ['left-15000'] : [])));
    expect(keptAway()).toEqual({ 'handle-of-left-15000': 30 });
    expect(tool.runs()).toHaveLength(1);
    const lines = new Map(output.lines().map((line) => [line['task'], line]));
    expect(lines.get(task('t17-15000'))).toMatchObject({ verdict: 'inconclusive', reason: 'timed-out' });
    expect(lines.get(task('t17-60000'))).toMatchObject({ verdict: 'trusted' });
  });

  it('rule 8: stops a standalone task only when its image was unsigned twice', async () => {
    const message = sqsEvent(sqsRecord('m1', eventOf('t8', 'b')));
    expect(failed(await handler(message, invocation()))).toEqual(['m1']);
    expect(keptAway()).toEqual({ 'handle-of-m1': 60 });
    expect(aws.ecs.commandCalls(StopTaskCommand)).toHaveLength(0);
    for (const item of ledger.values()) item['firstSeen'] = Date.now() - 60_000;
    expect(failed(await handler(message, invocation()))).toEqual([]);
    expect(aws.ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual([task('t8')]);
    expect(announced()).toMatchObject([{ response: 'stop-pending' }, { response: 'stopped' }]);
  });

  it('asks ECS for the running digest when the event of a running task has none', async () => {
    const containers = [{ name: 'web', image: `${ECR}/shop/web:1.4` }];
    await handler(sqsEvent(sqsRecord('m1', eventOf('t12', 'b', { containers, group: 'service:web' }))), invocation());
    expect(announced()).toMatchObject([{ task: task('t12'), digest: digestOf('b'), reason: 'unsigned' }]);
  });

  it('verifies the containers of a task concurrently, but at most four at a time', async () => {
    const containers = ['1', '2', '3', '4', '5', '6'].map((digit) => ({
      name: `web-${digit}`,
      image: `${ECR}/shop/web`,
      imageDigest: `sha256:d${digit.repeat(63)}`,
    }));
    await handler(sqsEvent(sqsRecord('m1', eventOf('t13', 'd', { containers }))), invocation());
    expect(tool.runs()).toHaveLength(6);
    expect([2, 3, 4]).toContain(tool.mostAtATime());
  });

  it('gives the statement of its trust policy an unguessable name', async () => {
    await handler(sqsEvent(sqsRecord('m1', eventOf('t14', 'c'))), invocation());
    const directory = /^NOTATION_CONFIG=(.*)$/m.exec(tool.runs().at(-1) ?? '')?.[1] ?? '';
    expect(directory).toContain(tool.directory);
    expect(JSON.parse(readFileSync(`${directory}/trustpolicy.json`, 'utf8'))).toMatchObject({
      trustPolicies: [{ name: expect.stringMatching(/^image-trust-[0-9a-f]{8}-[0-9a-f-]{27}$/) }],
    });
  });

  it('passes the keys of the function to the AWS Signer plugin', async () => {
    await handler(sqsEvent(sqsRecord('m1', eventOf('t16', 'c'))), invocation());
    expect(tool.runs().at(-1)?.split('\n')).toEqual(
      expect.arrayContaining(['AWS_ACCESS_KEY_ID=AKIAEXAMPLE', 'AWS_SESSION_TOKEN=example-session']),
    );
  });

  it('rule 6: runs nothing for an image that no policy covers, and passes no secret as an argument', async () => {
    const image = `registry.example.com/shop/web@${digestOf('1')}`;
    const containers = [
      { name: 'stranger', image, imageDigest: digestOf('1') },
      { name: 'covered', image: `${ECR}/shop/web`, imageDigest: `sha256:a${'2'.repeat(63)}` },
    ];
    await handler(sqsEvent(sqsRecord('m1', eventOf('t9', 'a', { containers, group: 'service:web' }))), invocation());
    expect(tool.runs()).toEqual([expect.stringContaining('NOTATION_PASSWORD=example-token')]);
    expect(tool.runs()[0]?.split('\n')[0]).toBe(
      `verify --verbose --max-signatures 20 -- ${ECR}/shop/web@sha256:a${'2'.repeat(63)}`,
    );
    expect(announced()).toMatchObject([{ container: 'stranger', reason: 'no-policy' }]);
  });
});
