import { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { formatSweptNotice, formatVerdictNotice } from '../../../../contracts/events/notice-format';
import { reportKeys } from '../../../../contracts/report/report-format';
import { deploymentInput } from '../../../support/deployment/deployment';
import { ECR, NOW, TASK } from '../../../support/domain/domain';
import { SWEEP } from '../../../support/notify/a-report';
import { aVerdictEvent } from '../../../support/notify/a-verdict';
import { aMessage, DEAD_ARN, DEAD_URL, useDeadLetters } from './run-dead-letters';

const NOTIFY_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/dev-image-trust-notify-dead-letters';
const NOTIFY_ARN = 'arn:aws:sqs:eu-west-1:111122223333:dev-image-trust-notify-dead-letters';

const about = { verdict: aVerdictEvent({ image: `${ECR}/shop/web:1` }), service: null, taskDefinition: null };
const BODIES = [
  formatVerdictNotice({ target: 'security-hub', ...about }),
  formatVerdictNotice({ target: 'webhook', ...about }),
  formatSweptNotice({ sweep: SWEEP, reportKey: reportKeys(SWEEP).json }),
  'hunter2',
];

describe('image-trust dead-letters of a deployment with findings', () => {
  const { stdout, sqs, asked, fill, run, write } = useDeadLetters();

  beforeEach(() => {
    write(deploymentInput({ securityHub: true }));
    sqs.on(StartMessageMoveTaskCommand).resolves({});
    const done = (StartedTimestamp: number) => ({
      Results: [{ StartedTimestamp, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 }],
    });
    sqs
      .on(ListMessageMoveTasksCommand)
      .resolvesOnce(done(1))
      .resolvesOnce(done(2))
      .resolvesOnce(done(1))
      .resolves(done(2));
  });

  it('lists what was to be sent, and to whom', async () => {
    const messages = BODIES.map((body, index) => aMessage(`m${index}`, body, 90 - index));
    fill(NOTIFY_URL, [4, 0], messages);
    expect(await run('list', '--json')).toBe(0);
    const { queues } = JSON.parse(stdout()) as { queues: readonly { kind: string; messages: readonly object[] }[] };
    expect(queues.map(({ kind }) => kind)).toEqual(['dead-letters', 'undelivered', 'notify-dead-letters']);
    expect(queues[2]?.messages).toMatchObject([
      { kind: 'finding', about: TASK, image: `${ECR}/shop/web:1`, sentAt: new Date(NOW - 90 * 60_000).toISOString() },
      { kind: 'webhook', about: TASK },
      { kind: 'sweep', about: SWEEP, image: null },
      { kind: 'unreadable' },
    ]);
    expect(stdout()).not.toContain('hunter2');
  });

  it('names the queue for people', async () => {
    expect(await run('list')).toBe(0);
    expect(stdout()).toContain('dead-letter queue of findings and webhook dev-image-trust-notify-dead-letters: empty');
  });

  it('moves the messages of both queues back, after one question', async () => {
    fill(DEAD_URL, [2, 0]);
    fill(NOTIFY_URL, [2, 0]);
    expect(await run('redrive')).toBe(0);
    expect(asked).toEqual([
      'Move about 2 messages from dev-image-trust-dead-letters to dev-image-trust, and ' +
        'about 2 messages from dev-image-trust-notify-dead-letters to dev-image-trust-notify, ' +
        'where they are processed again? Type yes to continue: ',
    ]);
    const started = sqs.commandCalls(StartMessageMoveTaskCommand).map(({ args }) => args[0].input.SourceArn);
    expect(started).toEqual([DEAD_ARN, NOTIFY_ARN]);
  });

  it('moves only those of a queue in which something waits', async () => {
    fill(NOTIFY_URL, [2, 0]);
    expect(await run('redrive', '--json')).toBe(0);
    expect(JSON.parse(stdout())).toEqual({
      deployment: 'dev',
      queue: 'dev-image-trust',
      moved: 0,
      toMove: 0,
      notify: { queue: 'dev-image-trust-notify', moved: 2, toMove: null },
    });
    expect(sqs.commandCalls(StartMessageMoveTaskCommand)).toHaveLength(1);
  });
});
