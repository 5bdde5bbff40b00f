import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { SAMPLE_HIDDEN_SECONDS } from '../../../../adapters/sqs/sample-messages';
import { MOST_LISTED } from '../../../../cli/commands/dead-letters/list';
import { CLUSTER, ECR, TASK } from '../../../support/domain/domain';
import { aMessage, DEAD_URL, refusal, UNDELIVERED_URL, useDeadLetters } from './run-dead-letters';

const taskEvent = (image: unknown = `${ECR}/shop/web:1`, containers: readonly object[] = [{ name: 'web', image }]) => ({
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  detail: { taskArn: TASK, clusterArn: CLUSTER, containers, overrides: { secret: 'hunter2' } },
});
const DEPLOYMENT_ARN = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/pay/web/abc';
const HOOK_EVENT = {
  source: 'aws.ecs',
  'detail-type': 'ECS Hook State Change',
  detail: { hookId: 'h-1', lifecycleStage: 'PRE_SCALE_UP', serviceDeploymentArn: DEPLOYMENT_ARN },
};
const GRANT_EVENT = {
  source: 'ecs-image-trust',
  'detail-type': 'Break-Glass Grant Change',
  detail: { version: 1, cluster: CLUSTER, grant: '4f3a9c21b7de' },
};

describe('image-trust dead-letters list', () => {
  const { stdout, stderr, sqs, fill, run } = useDeadLetters();

  it('says that nothing waits', async () => {
    expect(await run('list')).toBe(0);
    expect(stdout()).toBe(
      'dead-letter queue dev-image-trust-dead-letters: empty\n\n' +
        'queue for undelivered events dev-image-trust-undelivered: empty\n',
    );
  });

  it('shows age, kind, what each message is about and the first image, the oldest first', async () => {
    fill(
      DEAD_URL,
      [4, 0],
      [
        aMessage('a', taskEvent(), 5),
        aMessage('b', HOOK_EVENT),
        aMessage('c', GRANT_EVENT, 3 * 24 * 60),
        aMessage('d', taskEvent(null, []), 10),
      ],
    );
    expect(await run('list')).toBe(0);
    const rows = stdout()
      .split('\n')
      .slice(0, 9)
      .map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ['dead-letter queue dev-image-trust-dead-letters: 4 messages'],
      [''],
      ['AGE', 'KIND', 'ABOUT', 'IMAGE'],
      ['3 d 0 h', 'grant', `${CLUSTER} 4f3a9c21b7de`, '-'],
      ['1 h 30 min', 'hook', DEPLOYMENT_ARN, '-'],
      ['10 min', 'task', TASK, '-'],
      ['5 min', 'task', TASK, `${ECR}/shop/web:1`],
      [''],
      ['Fix what kept them from being processed, then move them back: npx image-trust dead-letters redrive'],
    ]);
    expect(stdout()).not.toContain('hunter2');
  });

  it('says what is wrong with a message that cannot be read, and quotes nothing of it', async () => {
    fill(
      DEAD_URL,
      [2, 0],
      [
        aMessage('a', 'hunter2'),
        aMessage('b', { source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail: { overrides: 'hunter2' } }),
      ],
    );
    await run('list');
    expect(stdout()).toContain('unreadable  (whole): expected JSON, found a text of 7 characters that is not JSON');
    expect(stdout()).toMatch(/unreadable {2}detail\.taskArn: expected .*; detail\.clusterArn: expected /);
    expect(stdout()).not.toContain('hunter2');
  });

  it('says why EventBridge could not deliver an event, and what to do about it', async () => {
    const MessageAttributes = { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } };
    fill(UNDELIVERED_URL, [1, 0], [{ ...aMessage('a', taskEvent()), MessageAttributes }]);
    await run('list');
    expect(stdout()).toContain('dev-image-trust-undelivered: 1 message\n');
    expect(stdout()).toMatch(/ERROR\n.* {2}NO_PERMISSIONS\n/);
    expect(stdout()).toContain('SQS cannot move these back: deploy the verifier stack again');
  });

  it('reads each message once, hides it only briefly, and deletes none', async () => {
    fill(DEAD_URL, [3, 1], [aMessage('a', taskEvent()), aMessage('b', taskEvent())], [aMessage('a', taskEvent())]);
    expect(await run('list')).toBe(0);
    expect(stdout().match(/ task /g)).toHaveLength(2);
    expect(stdout()).toContain('\n1 message more, which someone is reading now\n');
    expect(stdout()).toContain('\nThis is a sample: 2 of about 3 messages\n');
    const calls = sqs.commandCalls(ReceiveMessageCommand, { QueueUrl: DEAD_URL });
    expect(calls.map(({ args }) => args[0].input)).toEqual([
      expect.objectContaining({
        VisibilityTimeout: SAMPLE_HIDDEN_SECONDS,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
      }),
      expect.objectContaining({ VisibilityTimeout: SAMPLE_HIDDEN_SECONDS }),
    ]);
    expect(sqs.commandCalls(DeleteMessageCommand)).toEqual([]);
  });

  it('reads no more messages than it says', async () => {
    const batch = (from: number) => Array.from({ length: 10 }, (_, index) => aMessage(`${from}-${index}`, taskEvent()));
    fill(DEAD_URL, [1000, 0], ...Array.from({ length: 7 }, (_, index) => batch(index)));
    await run('list');
    expect(stdout()).toContain(`This is a sample: ${MOST_LISTED} of about 1000 messages`);
    expect(sqs.commandCalls(ReceiveMessageCommand, { QueueUrl: DEAD_URL })).toHaveLength(MOST_LISTED / 10);
  });

  it('shows hostile text as text', async () => {
    fill(DEAD_URL, [1, 0], [aMessage('a', taskEvent('web\nFORGED\u202e'))]);
    await run('list');
    expect(stdout()).toContain('web\\u{a}FORGED\\u{202e}');
  });

  it('prints JSON, alone on stdout', async () => {
    fill(DEAD_URL, [2, 0], [aMessage('a', taskEvent()), { MessageId: 'b' }]);
    expect(await run('list', '--json')).toBe(0);
    const task = { id: 'a', sentAt: '2026-03-01T10:30:00.000Z', kind: 'task', about: TASK, image: `${ECR}/shop/web:1` };
    const unreadable = { id: 'b', sentAt: null, kind: 'unreadable', image: null, error: null };
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      queues: [
        {
          kind: 'dead-letters',
          name: 'dev-image-trust-dead-letters',
          waiting: 2,
          hidden: 0,
          sample: false,
          messages: [expect.objectContaining(unreadable), { ...task, error: null }],
        },
        {
          kind: 'undelivered',
          name: 'dev-image-trust-undelivered',
          waiting: 0,
          hidden: 0,
          sample: false,
          messages: [],
        },
      ],
    });
  });

  it.each([
    [
      'AccessDenied',
      GetQueueAttributesCommand,
      'sqs:GetQueueAttributes of dev-image-trust-',
      'npx image-trust policies',
    ],
    ['KmsAccessDenied', ReceiveMessageCommand, 'sqs:ReceiveMessage from dev-image-trust-', 'with keys.queue, the key'],
    [
      'QueueDoesNotExist',
      GetQueueAttributesCommand,
      'sqs:GetQueueAttributes',
      'npx image-trust deploy --only verifier',
    ],
  ] as const)('says what to do about %s', async (name, command, call, advice) => {
    sqs.on(command).rejects(refusal(name));
    expect(await run('list')).toBe(4);
    expect(stderr()).toContain(call);
    expect(stderr()).toContain(advice);
    expect(stdout()).toBe('');
  });

  it.each([
    ['no action', [], 'expected list or redrive, found nothing'],
    ['an approval of list', ['list', '--auto-approve'], '--auto-approve: expected only with redrive'],
  ])('refuses %s', async (_what, args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
