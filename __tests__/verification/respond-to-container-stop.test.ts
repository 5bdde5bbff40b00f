import {
  DONE,
  ledgerKey,
  ResponseError,
  retryLater,
  type Announcement,
  type Responder,
  type RespondPorts,
} from '../../verification';
import {
  aLedgerEntry,
  announcedByAll,
  anUntrusted,
  aTrusted,
  aVerified,
  MINUTE,
  NOW,
  TASK,
} from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeLedger,
  fakePorts,
  fakeVerify,
  GRANTED,
  pendingLedger,
  refused,
  respondToOne,
  type PortOverrides,
} from '../support/domain/fake-ports';

const bad = aVerified();
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });
const BAD = ledgerKey(TASK, bad);
const PENDING = announcedByAll('stop-pending');

describe('respondToContainer when a stop fails', () => {
  it.each<[string, Partial<RespondPorts>]>([
    ['the fresh verification', { verifyAfresh: failing }],
    ['DescribeTasks', { describeTask: failing }],
    ['the stop budget', { spendStop: failing }],
    ['StopTask', { stopTask: failing }],
  ])('rule 12: announces at once that %s failed, then throws with its cause', async (_what, overrides) => {
    const fake = fakePorts(overrides);
    const thrown: unknown = await respondToOne(fake, bad).catch((error: unknown) => error);
    expect(fake.logged).toMatchObject([{ outcome: 'stop-failed', repeated: false, verified: bad }]);
    expect(fake.published).toEqual(fake.logged);
    expect(fake.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: announcedByAll('stop-failed') }));
    expect(thrown).toBeInstanceOf(ResponseError);
    expect(thrown).toMatchObject({ name: 'ResponseError', message: 'a response failed', cause: new Error('no') });
  });

  it('announces the failure once, however often the stop fails', async () => {
    const fake = fakePorts({ stopTask: failing });
    for (const attempt of [1, 2, 3]) await expect(respondToOne(fake, bad, { attempt })).rejects.toThrow(ResponseError);
    expect(fake.published).toHaveLength(1);
    expect(fake.calls.filter((call) => call === 'stop')).toHaveLength(3);
  });

  it('retries the stop, and announces in the end that the task was stopped', async () => {
    const fake = fakePorts({ stopTask: failingOnce('StopTask: throttled') });
    await expect(respondToOne(fake, bad)).rejects.toThrow(ResponseError);
    expect(await respondToOne(fake, bad, { attempt: 2 })).toEqual(DONE);
    expect(fake.published.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['stop-failed', false],
      ['stopped', true],
    ]);
  });

  it('announces the failure again only on the channel that failed to announce it', async () => {
    const logged: Announcement[] = [];
    const full = failingOnce('the log is full');
    const log: Responder = async (announcement) => full().then(() => void logged.push(announcement));
    const fake = fakePorts({ stopTask: failing, log });
    for (const attempt of [1, 2]) await expect(respondToOne(fake, bad, { attempt })).rejects.toThrow(ResponseError);
    expect(logged).toMatchObject([{ outcome: 'stop-failed', repeated: false }]);
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['stop-failed']);
    expect(fake.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: announcedByAll('stop-failed') }));
  });

  it('throws the errors of the channel and of the stop together', async () => {
    const fake = fakePorts({ stopTask: failing, topic: () => Promise.reject(new Error('the topic is gone')) });
    await expect(respondToOne(fake, bad)).rejects.toMatchObject({
      cause: { message: '2 failures', errors: [new Error('the topic is gone'), new Error('no')] },
    });
  });
});

describe('respondToContainer after it announced a pending stop', () => {
  const pendingStop = (overrides: PortOverrides = {}) => {
    const entry = aLedgerEntry({ firstSeen: NOW - MINUTE, announced: PENDING });
    const ledger = pendingLedger(unsigned, NOW - MINUTE);
    ledger.kept.set(ledgerKey(TASK, unsigned), entry);
    return fakePorts({ verifyAfresh: fakeVerify(anUntrusted('unsigned')), ...overrides }, ledger);
  };

  it('announces that the task was stopped', async () => {
    const fake = pendingStop();
    await respondToOne(fake, unsigned);
    expect(fake.published).toMatchObject([{ outcome: 'stopped', repeated: true }]);
  });

  it('announces once that the task could not be stopped, and throws', async () => {
    const fake = pendingStop({ stopTask: failing });
    for (const attempt of [1, 2])
      await expect(respondToOne(fake, unsigned, { attempt })).rejects.toThrow(ResponseError);
    expect(fake.published).toMatchObject([{ outcome: 'stop-failed', repeated: true }]);
    expect(fake.logged).toEqual(fake.published);
  });

  it('rule 12: announces that the task was not stopped when the budget is spent', async () => {
    const fake = pendingStop({ spendStop: async () => refused(600) });
    expect(await respondToOne(fake, unsigned)).toEqual(retryLater(600));
    expect(fake.logged).toMatchObject([{ outcome: 'stop-budget-spent', repeated: true }]);
    expect(fake.published).toEqual(fake.logged);
  });

  it('announces once that the budget is spent, and the stop as soon as the budget allows it', async () => {
    const spent = [refused(600), refused(300), GRANTED];
    const fake = pendingStop({ spendStop: async () => spent.shift() ?? GRANTED });
    for (const attempt of [1, 2, 3]) await respondToOne(fake, unsigned, { attempt });
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['stop-budget-spent', 'stopped']);
  });

  it('rule 12: takes the pending stop back when the task has ended', async () => {
    const fake = pendingStop({ describeTask: async () => undefined });
    expect(await respondToOne(fake, unsigned, { attempt: 2 })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'not-running', repeated: true }]);
  });

  it('rule 12: takes the pending stop back when the image has been signed in the meantime', async () => {
    const fake = pendingStop();
    expect(await respondToOne(fake, aVerified({ verdict: aTrusted() }), { attempt: 2 })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'reported', verified: { verdict: aTrusted() } }]);
  });

  it('rule 12: takes the pending stop back when only the fresh verification finds the signature', async () => {
    const fake = pendingStop({ verifyAfresh: fakeVerify(aTrusted()) });
    expect(await respondToOne(fake, unsigned, { attempt: 2 })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'reported', verified: { verdict: aTrusted() } }]);
  });

  it.each([
    ['no stop was pending', fakeLedger(), 2],
    ['it is the first attempt, which follows no other', pendingLedger(unsigned, NOW - MINUTE), 1],
  ])('only records a trusted verdict when %s', async (_what, ledger, attempt) => {
    const fake = fakePorts({}, ledger);
    await respondToOne(fake, aVerified({ verdict: aTrusted() }), { attempt });
    expect(fake.logged).toMatchObject([{ outcome: 'recorded' }]);
    expect(fake.published).toEqual([]);
  });
});
