import { ledgerKey, type VerifiedContainer, type Task } from '../../verification';
import {
  aJudged,
  aLedgerEntry,
  aNeighbour,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  digestOf,
  NOW,
  TASK,
  toldAll,
} from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeLedger,
  fakeVerify,
  fakeWorld,
  respondIn,
  type FakeWorld,
} from '../support/domain/domain-fakes';

const DONE = { kind: 'done' };
const again = (afterSeconds?: number) => ({ kind: 'again', afterSeconds });
const outcomes = ({ recorded }: FakeWorld) =>
  Object.fromEntries(recorded.map(({ verified: judged, outcome }) => [judged.container.name, outcome]));

const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');
const late = aNeighbour('late', 'd', { verdict: aServiceFailure() });
const odd = aNeighbour('odd', 'e', { verdict: anUnprovable() });
const fresh = aNeighbour('fresh', 'f', { verdict: anUntrusted('unsigned') });

describe('respondToTask with several containers', () => {
  it('mistake 5: answers every container, also behind one that stopped the task', async () => {
    const world = fakeWorld();
    await respondIn(world, [bad, good, late, worse]);
    expect(outcomes(world)).toEqual({ bad: 'stopped', good: 'recorded', late: 'recorded', worse: 'stopped' });
    expect(world.announced.map(({ verified: judged }) => judged.container.name)).toEqual(['bad', 'worse']);
  });

  it('mistake 21: lets an inconclusive neighbour neither shield nor harm', async () => {
    const world = fakeWorld();
    expect(await respondIn(world, [late, bad])).toEqual(again());
    expect(outcomes(world)).toEqual({ late: 'recorded', bad: 'stopped' });
    const other = fakeWorld();
    expect(await respondIn(other, [late, good])).toEqual(again());
    expect(other.calls).toEqual(['log', 'log']);
  });

  it.each<[string, readonly VerifiedContainer[], unknown]>([
    ['nothing', [good, bad], DONE],
    ['back-off', [late, good], again()],
    ['a second look', [good, fresh], again(60)],
    ['a second look before back-off', [late, fresh, good], again(60)],
    ['what the image keeps from us', [odd, good], again()],
  ])('comes back for the one that is due first: %s', async (_what, judged, disposition) => {
    expect(await respondIn(fakeWorld(), judged)).toEqual(disposition);
  });

  it('comes back for the earliest of two second looks', async () => {
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, fresh), aLedgerEntry({ firstSeen: NOW - 45_000 })]]));
    const younger = aNeighbour('younger', '1', { verdict: anUntrusted('unsigned') });
    for (const judged of [
      [fresh, younger],
      [younger, fresh],
    ])
      expect(await respondIn(fakeWorld({}, ledger), judged)).toEqual(again(15));
  });
});

describe('respondToTask with several bad containers', () => {
  const asks = ({ calls }: FakeWorld) => calls.filter((call) => !['log', 'event', 'topic'].includes(call));
  /** ECS says in turn that the task runs other digests than these containers have, then none. */
  const deniedInTurn = (...names: readonly string[]) => {
    const left = [...names];
    return async (task: Task): Promise<Task> => {
      const denied = left.shift();
      const containers = task.containers.map((each) =>
        each.name === denied ? { ...each, imageDigest: digestOf('0') } : each,
      );
      return { ...task, containers };
    };
  };

  it('verifies each afresh, but asks ECS, spends and stops once, and tells of each that it was stopped', async () => {
    const world = fakeWorld();
    const third = aNeighbour('third', '1');
    expect(await respondIn(world, [bad, worse, good, third])).toEqual(DONE);
    expect(asks(world)).toEqual(['verify', 'describe', 'spend', 'stop', 'verify', 'verify']);
    expect(world.reasons).toEqual([expect.stringContaining('container bad ')]);
    expect(outcomes(world)).toEqual({ bad: 'stopped', worse: 'stopped', good: 'recorded', third: 'stopped' });
    for (const judged of [bad, worse, third])
      expect(world.ledger.kept.get(ledgerKey(TASK, judged))).toEqual(
        aLedgerEntry({ announced: toldAll('stopped'), stopped: true }),
      );
  });

  it('spends one stop for them, be it the last of the budget', async () => {
    let left = 1;
    const world = fakeWorld({ spendStop: async () => left-- > 0 });
    await respondIn(world, [bad, worse]);
    expect(outcomes(world)).toEqual({ bad: 'stopped', worse: 'stopped' });
  });

  it('asks and stops anew for each message', async () => {
    const world = fakeWorld();
    await respondIn(world, [bad]);
    world.reasons.length = 0;
    await respondIn(world, [worse]);
    expect(asks(world)).toEqual(['verify', 'describe', 'spend', 'stop', 'verify', 'describe', 'spend', 'stop']);
  });

  it('does not say that one was the cause whose digest ECS does not confirm', async () => {
    const world = fakeWorld({ describeTask: deniedInTurn('worse') });
    await respondIn(world, [bad, worse]);
    expect(outcomes(world)).toEqual({ bad: 'stopped', worse: 'not-running' });
  });

  it('lets one that ECS does not confirm shield no other', async () => {
    const world = fakeWorld({ describeTask: deniedInTurn('bad') });
    await respondIn(world, [bad, worse]);
    expect(asks(world)).toEqual(['verify', 'describe', 'verify', 'describe', 'spend', 'stop']);
    expect(outcomes(world)).toEqual({ bad: 'not-running', worse: 'stopped' });
  });

  it('stops for none of them when no budget is left', async () => {
    const world = fakeWorld({ spendStop: async () => false });
    await respondIn(world, [bad, worse]);
    expect(world.reasons).toEqual([]);
    expect(outcomes(world)).toEqual({ bad: 'stop-budget-spent', worse: 'stop-budget-spent' });
  });

  it('tries for the next when the stop failed for the first', async () => {
    let failed = false;
    const world = fakeWorld({
      stopTask: async () => {
        if (failed) return;
        failed = true;
        throw new Error('StopTask: throttled');
      },
    });
    await expect(respondIn(world, [bad, worse])).rejects.toThrow('1 of 2 containers could not be answered');
    expect(world.calls.filter((call) => call === 'stop')).toHaveLength(2);
    expect(outcomes(world)).toEqual({ bad: 'stop-failed', worse: 'stopped' });
  });

  it('spends one stop for a message, however many of its containers could not be stopped', async () => {
    let left = 1;
    const world = fakeWorld({ spendStop: async () => left-- > 0, stopTask: failing });
    await expect(respondIn(world, [bad, worse, good])).rejects.toThrow('2 of 3 containers could not be answered');
    expect(asks(world)).toEqual(['verify', 'describe', 'spend', 'stop', 'verify', 'describe', 'stop']);
    expect(outcomes(world)).toEqual({ bad: 'stop-failed', worse: 'stop-failed', good: 'recorded' });
  });

  it('spends the stop of the next when spending failed for the first', async () => {
    const once = failingOnce('the table is throttled');
    const world = fakeWorld({ spendStop: async () => once().then(() => true) });
    await expect(respondIn(world, [bad, worse])).rejects.toThrow('1 of 2 containers could not be answered');
    expect(asks(world)).toEqual(['verify', 'describe', 'spend', 'verify', 'describe', 'spend', 'stop']);
    expect(outcomes(world)).toEqual({ bad: 'stop-failed', worse: 'stopped' });
  });

  it('stops nothing for one that is good by fresh evidence, though its neighbour stopped the task', async () => {
    const world = fakeWorld({ verifyAfresh: fakeVerify(anUntrusted(), aTrusted()) });
    await respondIn(world, [bad, aJudged()]);
    expect(outcomes(world)).toEqual({ bad: 'stopped', web: 'recorded' });
  });
});
