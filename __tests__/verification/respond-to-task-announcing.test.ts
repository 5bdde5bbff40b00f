import { ledgerKey, ResponseError, type LedgerEntry, type Outcome, type Responder } from '../../verification';
import {
  aLedgerEntry,
  aNeighbour,
  anUntrusted,
  aTask,
  aTrusted,
  MINUTE,
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
  type WorldOverrides,
} from '../support/domain/domain-fakes';

const DONE = { kind: 'done' };
const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const BAD = ledgerKey(TASK, bad);
const ENDED = { task: aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }) };

describe('respondToTask when telling of a stop fails', () => {
  it('has kept the stop before anyone is announced, with when it was first seen and what was told', async () => {
    const before = aLedgerEntry({ firstSeen: NOW - MINUTE, announced: toldAll('reported') });
    const seen: (LedgerEntry | undefined)[] = [];
    const ledger = fakeLedger(new Map([[BAD, before]]));
    const looking = async () => void seen.push(ledger.kept.get(BAD));
    await respondIn(fakeWorld({ log: looking, event: looking, topic: looking }, ledger), [bad]);
    expect(seen).toEqual(Array(3).fill({ ...before, stopped: true }));
    expect(ledger.kept.get(BAD)).toEqual({ ...before, announced: toldAll('stopped'), stopped: true });
  });

  it.each(['reported', 'stop-budget-spent'] as const)(
    'keeps of no other outcome that the task was stopped: %s',
    async (outcome) => {
      const world = fakeWorld({ spendStop: async () => false });
      await respondIn(world, [bad], outcome === 'reported' ? { mode: 'audit' } : {});
      expect(world.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: toldAll(outcome) }));
    },
  );

  it.each(
    (['log', 'event', 'topic'] as const).flatMap((channel) => [
      [channel, 'the same message', {}] as const,
      [channel, 'an event of its end', ENDED] as const,
    ]),
  )(
    'tells the %s, and nobody else, the next time that the task was stopped, and stops it no more: %s',
    async (channel, _what, next) => {
      const heard: Outcome[] = [];
      const fails = failingOnce('the responder is gone');
      const responder: Responder = async ({ outcome }) => {
        await fails();
        heard.push(outcome);
      };
      const world = fakeWorld({ [channel]: responder, verifyAfresh: fakeVerify(anUntrusted(), aTrusted()) });
      await expect(respondIn(world, [bad])).rejects.toThrow(ResponseError);
      const before = world.calls.length;
      expect(await respondIn(world, [bad], { attempt: 2, ...next })).toEqual(DONE);
      expect(heard).toEqual(['stopped']);
      expect(world.calls.slice(before)).toEqual([channel]);
      expect(world.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: toldAll('stopped'), stopped: true }));
    },
  );

  it('tells and writes nothing more at the end of a task that was stopped, and told of', async () => {
    const kept = new Map([[BAD, aLedgerEntry({ announced: toldAll('stopped'), stopped: true })]]);
    const world = fakeWorld({ ledger: { ...fakeLedger(kept), keep: failing } });
    expect(await respondIn(world, [bad], ENDED)).toEqual(DONE);
    expect(world.calls).toEqual([]);
  });
});

describe('respondToTask when a stop cannot be kept', () => {
  const stopAndLose = (lost: () => Promise<unknown>, overrides: WorldOverrides = {}) => {
    const ledger = fakeLedger();
    const keep = async (...args: Parameters<typeof ledger.keep>) => {
      await lost();
      await ledger.keep(...args);
    };
    return fakeWorld({ ...overrides, ledger: { ...ledger, keep } }, ledger);
  };
  const told = ({ recorded, announced }: FakeWorld) =>
    [recorded, announced].map((heard) =>
      heard.map(({ verified: judged, outcome }) => [judged.container.name, outcome]),
    );

  it('mistake 6: tells everyone that the task was stopped all the same, then throws, saying why', async () => {
    const world = stopAndLose(failing);
    const thrown: unknown = await respondIn(world, [bad]).catch((error: unknown) => error);
    expect(world.calls).toEqual(['verify', 'describe', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(told(world)).toEqual([[['bad', 'stopped']], [['bad', 'stopped']]]);
    expect(thrown).toBeInstanceOf(ResponseError);
    expect(thrown).toMatchObject({ message: '1 of 1 containers could not be answered', cause: new Error('no') });
  });

  it('answers the other containers all the same', async () => {
    const world = stopAndLose(failing);
    await expect(respondIn(world, [bad, good])).rejects.toThrow('2 of 2 containers could not be answered');
    expect(told(world)).toEqual([
      [
        ['bad', 'stopped'],
        ['good', 'recorded'],
      ],
      [['bad', 'stopped']],
    ]);
  });

  it('keeps it with what was announced, throws all the same, and neither stops nor tells it again', async () => {
    const world = stopAndLose(failingOnce('the table is throttled'));
    const thrown: unknown = await respondIn(world, [bad]).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      message: '1 of 1 containers could not be answered',
      cause: { name: 'ResponseError', cause: new Error('the table is throttled') },
    });
    expect(world.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: toldAll('stopped'), stopped: true }));
    const before = world.calls.length;
    expect(await respondIn(world, [bad], { attempt: 2, ...ENDED })).toEqual(DONE);
    expect(world.calls.slice(before)).toEqual([]);
  });

  it('keeps it, too, when the topic could not be announced: the next message tells it that the task was stopped', async () => {
    const heard: Outcome[] = [];
    const gone = failingOnce('the topic is gone');
    const topic: Responder = async ({ outcome }) => gone().then(() => void heard.push(outcome));
    const world = stopAndLose(failingOnce('the table is throttled'), { topic });
    await expect(respondIn(world, [bad])).rejects.toThrow(ResponseError);
    expect(await respondIn(world, [bad], { attempt: 2, ...ENDED })).toEqual(DONE);
    expect(heard).toEqual(['stopped']);
  });
});
