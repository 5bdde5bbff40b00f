import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import { DEAD_ARN, DEAD_URL, refusal, useDeadLetters } from './run-dead-letters';

const entry = (
  StartedTimestamp: number,
  Status: string,
  moved: number,
  fields: ListMessageMoveTasksResultEntry = {},
): ListMessageMoveTasksResultEntry => ({
  StartedTimestamp,
  Status,
  ApproximateNumberOfMessagesMoved: moved,
  ApproximateNumberOfMessagesToMove: 3,
  ...fields,
});
const OLD = entry(1, 'COMPLETED', 9);

describe('image-trust dead-letters redrive', () => {
  const { stdout, stderr, sqs, terminal, asked, said, waits, fill, run } = useDeadLetters();

  /** What SQS lists each time that it is asked; the last one for good. */
  const listing = (...all: ListMessageMoveTasksResultEntry[][]): void => {
    const listed = sqs.on(ListMessageMoveTasksCommand);
    all.slice(0, -1).forEach((Results) => listed.resolvesOnce({ Results }));
    listed.resolves({ Results: all.at(-1) });
  };
  const started = () => sqs.commandCalls(StartMessageMoveTaskCommand).map(({ args }) => args[0].input);

  beforeEach(() => {
    fill(DEAD_URL, [2, 1]);
    sqs.on(StartMessageMoveTaskCommand).resolves({});
  });

  it('asks, has SQS move the messages to where they came from, and follows that until it ends', async () => {
    listing(
      [OLD],
      [OLD],
      [entry(2, 'RUNNING', 1), OLD],
      [OLD, entry(2, 'RUNNING', 1)],
      [entry(2, 'COMPLETED', 3), OLD],
    );
    expect(await run('redrive')).toBe(0);
    expect(asked).toEqual([
      'Move about 3 messages from dev-image-trust-dead-letters to dev-image-trust, where they are processed again? Type yes to continue: ',
    ]);
    expect(started()).toEqual([{ SourceArn: DEAD_ARN }]);
    expect(said).toEqual(['1 of 3 messages moved']);
    expect(waits).toEqual([2000, 2000, 2000]);
    expect(stdout()).toBe('moved 3 of 3 messages from dev-image-trust-dead-letters to dev-image-trust\n');
    expect([...sqs.commandCalls(ReceiveMessageCommand), ...sqs.commandCalls(DeleteMessageCommand)]).toEqual([]);
  });

  it('follows a move that is already running instead of starting one', async () => {
    listing([entry(2, 'CANCELLING', 0)], [entry(2, 'COMPLETED', 3)]);
    expect(await run('redrive', '--auto-approve', '--json')).toBe(0);
    expect({ asked, started: started(), said }).toEqual({
      asked: [],
      started: [],
      said: ['SQS is already moving messages back: following that'],
    });
    expect(JSON.parse(stdout())).toEqual({ deployment: 'dev', queue: 'dev-image-trust', moved: 3, toMove: 3 });
  });

  it('does nothing where nothing waits', async () => {
    fill(DEAD_URL, [0, 0]);
    expect(await run('redrive')).toBe(0);
    expect({ asked, started: started() }).toEqual({ asked: [], started: [] });
    expect(stdout()).toBe('Nothing waits in dev-image-trust-dead-letters.\n');
  });

  it('does nothing without an approval', async () => {
    terminal.answer = 'y';
    expect(await run('redrive')).toBe(1);
    expect({ said, started: started() }).toEqual({ said: ['not approved: nothing was done'], started: [] });
  });

  it('needs a terminal to ask on, or --auto-approve', async () => {
    terminal.interactive = false;
    await expect(run('redrive')).rejects.toThrow(
      'dead-letters redrive: expected a terminal to ask on, or --auto-approve, found neither',
    );
    expect(sqs.calls()).toEqual([]);
  });

  it('explains that the policy of the queue may refuse, and what to do then', async () => {
    listing([], [entry(2, 'FAILED', 1, { FailureReason: 'AccessDenied\nFORGED\u202e' })]);
    expect(await run('redrive')).toBe(4);
    expect(stderr()).toContain(
      'SQS moved 1 of 3 messages to dev-image-trust and then failed: AccessDenied\\u{a}FORGED\\u{202e}. The policy of the queue',
    );
    expect(stderr()).toContain('restart the tasks that still run');
    expect(stdout()).toBe('');
  });

  it('says that someone cancelled the move', async () => {
    const { ApproximateNumberOfMessagesToMove: _, ...unknown } = entry(2, 'CANCELLED', 1);
    listing([], [unknown]);
    expect(await run('redrive')).toBe(1);
    expect(stderr()).toContain('someone cancelled the move after 1 message: the others are still dead letters');
  });

  it('gives up on a move that SQS does not list', async () => {
    listing([OLD]);
    expect(await run('redrive')).toBe(5);
    expect(stderr()).toContain('SQS accepted the move, but does not list it');
    expect(waits).toHaveLength(14);
  });

  it.each([
    ['AccessDenied', 'npx image-trust policies prints the permissions that this needs (dead-letters)'],
    ['UnsupportedOperation', 'SQS may still be moving messages for someone else'],
    ['ResourceNotFoundException', 'npx image-trust deploy --only verifier'],
  ])('says what to do about %s', async (name, advice) => {
    listing([]);
    sqs.on(StartMessageMoveTaskCommand).rejects(refusal(name));
    expect(await run('redrive')).toBe(4);
    expect(stderr()).toContain(`sqs:StartMessageMoveTask of dev-image-trust-dead-letters: ${name}: as AWS says it: `);
    expect(stderr()).toContain(advice);
  });
});
