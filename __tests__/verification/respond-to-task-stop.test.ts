import { DONE, ledgerKey, retryLater, type RespondPorts, type Task } from '../../verification';
import {
  aLedgerEntry,
  aNeighbour,
  announcedByAll,
  anUntrusted,
  aTrusted,
  aVerified,
  CLUSTER,
  someSettings,
  TASK,
} from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeBudget,
  fakeLedger,
  fakePorts,
  fakeVerify,
  GRANTED,
  refused,
  refusing,
  respondToAll,
  type FakePorts,
} from '../support/domain/fake-ports';

const CHANNELS = ['log', 'event', 'topic'];
const outcomes = ({ logged }: FakePorts) =>
  Object.fromEntries(logged.map(({ verified, outcome }) => [verified.container.name, outcome]));
const callsOf = ({ calls }: FakePorts) => calls.filter((call) => !CHANNELS.includes(call));

const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');

/** An ECS that reports no digest for these containers, one for each call, and then one for all. */
const denying = (...names: readonly string[]) => {
  const left = [...names];
  return async (task: Task): Promise<Task> => {
    const denied = left.shift();
    const containers = task.containers.map((each) => (each.name === denied ? { ...each, imageDigest: null } : each));
    return { ...task, containers };
  };
};

describe('respondToTask with several untrusted containers', () => {
  it('verifies each afresh, but describes, spends and stops once, and announces the stop for each', async () => {
    const fake = fakePorts();
    const third = aNeighbour('third', '1');
    expect(await respondToAll(fake, [bad, worse, good, third])).toEqual(DONE);
    expect(callsOf(fake)).toEqual(['describe', 'verify', 'spend', 'stop', 'verify', 'verify']);
    expect(fake.stopReasons).toEqual([expect.stringContaining('in container bad:')]);
    expect(outcomes(fake)).toEqual({ bad: 'stopped', worse: 'stopped', good: 'recorded', third: 'stopped' });
    for (const verified of [bad, worse, third])
      expect(fake.ledger.kept.get(ledgerKey(TASK, verified))).toEqual(
        aLedgerEntry({ announced: announcedByAll('stopped'), stopped: true }),
      );
  });

  it('spends one stop for all of them, even the last one of the budget', async () => {
    const fake = fakePorts(fakeBudget(1));
    await respondToAll(fake, [bad, worse]);
    expect(outcomes(fake)).toEqual({ bad: 'stopped', worse: 'stopped' });
  });

  it('describes, spends and stops again for another message', async () => {
    const fake = fakePorts();
    await respondToAll(fake, [bad]);
    fake.stopReasons.length = 0;
    await respondToAll(fake, [worse]);
    expect(callsOf(fake)).toEqual(['describe', 'verify', 'spend', 'stop', 'describe', 'verify', 'spend', 'stop']);
  });

  it('rule 12: announces no stop for a container whose digest ECS does not confirm', async () => {
    const fake = fakePorts({ describeTask: denying('worse') });
    await respondToAll(fake, [bad, worse]);
    expect(outcomes(fake)).toEqual({ bad: 'stopped', worse: 'not-confirmed' });
  });

  it('rule 9: stops the task for the next container when ECS does not confirm the first', async () => {
    const fake = fakePorts({ describeTask: denying('bad') });
    await respondToAll(fake, [bad, worse]);
    expect(callsOf(fake)).toEqual(['describe', 'describe', 'verify', 'spend', 'stop']);
    expect(outcomes(fake)).toEqual({ bad: 'not-confirmed', worse: 'stopped' });
  });

  it('stops the task for none of them when the budget is spent, and asks for a stop once', async () => {
    const spent = [refused(600), GRANTED];
    const fake = fakePorts({ spendStop: async () => spent.shift() ?? GRANTED });
    expect(await respondToAll(fake, [bad, worse])).toEqual(retryLater(600));
    expect(callsOf(fake)).toEqual(['describe', 'verify', 'spend', 'describe', 'verify']);
    expect(fake.stopReasons).toEqual([]);
    expect(outcomes(fake)).toEqual({ bad: 'stop-budget-spent', worse: 'stop-budget-spent' });
  });

  it('announces no stop for a container that is trusted by fresh evidence', async () => {
    const fake = fakePorts({ verifyAfresh: fakeVerify(anUntrusted(), aTrusted()) });
    await respondToAll(fake, [bad, aVerified()]);
    expect(outcomes(fake)).toEqual({ bad: 'stopped', web: 'recorded' });
  });
});

describe('respondToTask when a stop fails', () => {
  it.each<[string, Partial<RespondPorts>]>([
    ['the fresh verification', { verifyAfresh: failing }],
    ['DescribeTasks', { describeTask: failing }],
    ['the stop budget', { spendStop: failing }],
    ['StopTask', { stopTask: failing }],
  ])('rule 9: responds to the other containers, then throws: %s', async (_what, overrides) => {
    const fake = fakePorts(overrides);
    await expect(respondToAll(fake, [bad, good])).rejects.toMatchObject({
      name: 'ResponseError',
      message: 'the response failed for 1 of 2 containers',
      cause: { name: 'ResponseError', message: 'a response failed', cause: new Error('no') },
    });
    expect(outcomes(fake)).toEqual({ bad: 'stop-failed', good: 'recorded' });
  });

  it('retries the stop for the next container', async () => {
    const fake = fakePorts({ stopTask: failingOnce('StopTask: throttled') });
    await expect(respondToAll(fake, [bad, worse])).rejects.toThrow('the response failed for 1 of 2 containers');
    expect(fake.calls.filter((call) => call === 'stop')).toHaveLength(2);
    expect(outcomes(fake)).toEqual({ bad: 'stop-failed', worse: 'stopped' });
  });

  it('spends one stop for a message, however many stops get no answer', async () => {
    const fake = fakePorts({ ...fakeBudget(1), stopTask: failing });
    await expect(respondToAll(fake, [bad, worse, good])).rejects.toThrow('the response failed for 2 of 3 containers');
    expect(callsOf(fake)).toEqual(['describe', 'verify', 'spend', 'stop', 'describe', 'verify', 'stop']);
    expect(outcomes(fake)).toEqual({ bad: 'stop-failed', worse: 'stop-failed', good: 'recorded' });
  });

  it('has no stop spent after ECS refused every one', async () => {
    const budget = fakeBudget(1);
    const fake = fakePorts({ ...budget, stopTask: refusing });
    await expect(respondToAll(fake, [bad, worse])).rejects.toThrow('the response failed for 2 of 2 containers');
    expect(callsOf(fake).filter((call) => call === 'spend' || call === 'give-back')).toEqual([
      'spend',
      'give-back',
      'spend',
      'give-back',
    ]);
    expect(await budget.spendStop({ clusterArn: CLUSTER, arn: TASK }, someSettings().stopBudget)).toEqual(GRANTED);
  });

  it('spends a stop for the next container when spending failed for the first', async () => {
    const once = failingOnce('the table is throttled');
    const fake = fakePorts({ spendStop: async () => once().then(() => GRANTED) });
    await expect(respondToAll(fake, [bad, worse])).rejects.toThrow('the response failed for 1 of 2 containers');
    expect(callsOf(fake)).toEqual(['describe', 'verify', 'spend', 'describe', 'verify', 'spend', 'stop']);
    expect(outcomes(fake)).toEqual({ bad: 'stop-failed', worse: 'stopped' });
  });
});

describe('respondToTask when a stop cannot be kept', () => {
  it('responds to the other containers, then throws', async () => {
    const fake = fakePorts({ ledger: { ...fakeLedger(), keep: failing } });
    await expect(respondToAll(fake, [bad, good])).rejects.toThrow('the response failed for 2 of 2 containers');
    const outcomes = fake.logged.map(({ verified, outcome }) => [verified.container.name, outcome]);
    expect(Object.fromEntries(outcomes)).toEqual({ bad: 'stopped', good: 'recorded' });
    expect(fake.published.map(({ verified, outcome }) => [verified.container.name, outcome])).toEqual([
      ['bad', 'stopped'],
    ]);
  });

  it('throws the error of the ledger as cause', async () => {
    const fake = fakePorts({ ledger: { ...fakeLedger(), keep: failing } });
    await expect(respondToAll(fake, [bad])).rejects.toMatchObject({
      name: 'ResponseError',
      message: 'the response failed for 1 of 1 containers',
      cause: new Error('no'),
    });
  });
});
