import { DONE, ledgerKey, ResponseError, type LedgerEntry, type Outcome, type Responder } from '../../verification';
import {
  aLedgerEntry,
  aLoadedTrust,
  announcedByAll,
  anUntrusted,
  aTask,
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
  refused,
  respondToOne,
  type FakePorts,
  type PortOverrides,
} from '../support/domain/fake-ports';

const bad = aVerified();
const BAD = ledgerKey(TASK, bad);
const AUDIT = { trust: aLoadedTrust({ mode: 'audit' }) };
const ENDED = { task: aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }) };

describe('respondToContainer when the announcement of a stop fails', () => {
  it('keeps the stop in the ledger before any channel announces it, with the rest of the entry', async () => {
    const before = aLedgerEntry({ firstSeen: NOW - MINUTE, announced: announcedByAll('reported') });
    const seen: (LedgerEntry | undefined)[] = [];
    const ledger = fakeLedger(new Map([[BAD, before]]));
    const readLedger = async () => void seen.push(ledger.kept.get(BAD));
    await respondToOne(fakePorts({ log: readLedger, event: readLedger, topic: readLedger }, ledger), bad);
    expect(seen).toEqual(Array(3).fill({ ...before, stopped: true }));
    expect(ledger.kept.get(BAD)).toEqual({ ...before, announced: announcedByAll('stopped'), stopped: true });
  });

  it.each(['reported', 'stop-budget-spent'] as const)('keeps no stop for another outcome: %s', async (outcome) => {
    const fake = fakePorts({ spendStop: async () => refused(600) });
    await respondToOne(fake, bad, outcome === 'reported' ? AUDIT : {});
    expect(fake.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: announcedByAll(outcome) }));
  });

  it.each(
    (['log', 'event', 'topic'] as const).flatMap((channel) => [
      [channel, 'the same message', {}] as const,
      [channel, 'an event of the task that ended', ENDED] as const,
    ]),
  )(
    'announces the stop next time only on the channel that failed, and does not stop again: %s, %s',
    async (channel, _what, next) => {
      const announced: Outcome[] = [];
      const fails = failingOnce('the channel is gone');
      const responder: Responder = async ({ outcome }) => {
        await fails();
        announced.push(outcome);
      };
      const fake = fakePorts({ [channel]: responder, verifyAfresh: fakeVerify(anUntrusted(), aTrusted()) });
      await expect(respondToOne(fake, bad)).rejects.toThrow(ResponseError);
      const before = fake.calls.length;
      expect(await respondToOne(fake, bad, { attempt: 2, ...next })).toEqual(DONE);
      expect(announced).toEqual(['stopped']);
      expect(fake.calls.slice(before)).toEqual([channel]);
      expect(fake.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: announcedByAll('stopped'), stopped: true }));
    },
  );

  it('announces and writes nothing more when every channel has announced the stop', async () => {
    const kept = new Map([[BAD, aLedgerEntry({ announced: announcedByAll('stopped'), stopped: true })]]);
    const fake = fakePorts({ ledger: { ...fakeLedger(kept), keep: failing } });
    expect(await respondToOne(fake, bad, ENDED)).toEqual(DONE);
    expect(fake.calls).toEqual([]);
  });
});

describe('respondToContainer when a stop cannot be kept', () => {
  const withFailingKeep = (fail: () => Promise<unknown>, overrides: PortOverrides = {}) => {
    const ledger = fakeLedger();
    const keep = async (...args: Parameters<typeof ledger.keep>) => {
      await fail();
      await ledger.keep(...args);
    };
    return fakePorts({ ...overrides, ledger: { ...ledger, keep } }, ledger);
  };
  const outcomes = ({ logged, published }: FakePorts) =>
    [logged, published].map((each) => each.map(({ outcome }) => outcome));

  it('rule 12: announces the stop on every channel, then throws the error of the ledger', async () => {
    const fake = withFailingKeep(failing);
    await expect(respondToOne(fake, bad)).rejects.toEqual(new Error('no'));
    expect(fake.calls).toEqual(['describe', 'verify', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(outcomes(fake)).toEqual([['stopped'], ['stopped']]);
  });

  it('keeps the stop together with the announcements, throws, and neither stops nor announces it again', async () => {
    const fake = withFailingKeep(failingOnce('the table is throttled'));
    await expect(respondToOne(fake, bad)).rejects.toMatchObject({
      name: 'ResponseError',
      message: 'a response failed',
      cause: new Error('the table is throttled'),
    });
    expect(fake.ledger.kept.get(BAD)).toEqual(aLedgerEntry({ announced: announcedByAll('stopped'), stopped: true }));
    const before = fake.calls.length;
    expect(await respondToOne(fake, bad, { attempt: 2, ...ENDED })).toEqual(DONE);
    expect(fake.calls.slice(before)).toEqual([]);
  });

  it('keeps the stop also when the topic fails: the next message announces it there', async () => {
    const announced: Outcome[] = [];
    const gone = failingOnce('the topic is gone');
    const topic: Responder = async ({ outcome }) => gone().then(() => void announced.push(outcome));
    const fake = withFailingKeep(failingOnce('the table is throttled'), { topic });
    await expect(respondToOne(fake, bad)).rejects.toThrow(ResponseError);
    expect(await respondToOne(fake, bad, { attempt: 2, ...ENDED })).toEqual(DONE);
    expect(announced).toEqual(['stopped']);
  });
});
