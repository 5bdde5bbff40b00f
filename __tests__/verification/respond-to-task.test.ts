import fc from 'fast-check';
import { ledgerKey, SERVICE_REASONS, serviceFailed } from '../../verification';
import {
  aJudged,
  aLedgerEntry,
  aNeighbour,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTask,
  aTrusted,
  MINUTE,
  NOW,
  someSettings,
  TASK,
  toldAll,
} from '../support/domain/domain';
import { failing, fakeLedger, fakeVerify, fakeWorld, respondIn, type FakeWorld } from '../support/domain/domain-fakes';

const DONE = { kind: 'done' };
const again = (afterSeconds?: number) => ({ kind: 'again', afterSeconds });
const outcomes = ({ recorded }: FakeWorld) =>
  Object.fromEntries(recorded.map(({ verified: judged, outcome }) => [judged.container.name, outcome]));

const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const late = aNeighbour('late', 'd', { verdict: aServiceFailure() });
const odd = aNeighbour('odd', 'e', { verdict: anUnprovable() });
const fresh = aNeighbour('fresh', 'f', { verdict: anUntrusted('unsigned') });

describe('respondToTask', () => {
  it('stops, then tells the log, the event bus and the topic', async () => {
    const world = fakeWorld();
    expect(await respondIn(world, [aJudged()])).toEqual(DONE);
    expect(world.calls).toEqual(['verify', 'describe', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(world.announced).toEqual([
      {
        task: aTask(),
        verified: aJudged(),
        mode: 'enforce',
        workload: 'standalone',
        outcome: 'stopped',
        at: NOW,
        repeated: false,
      },
    ]);
    expect(world.recorded).toEqual(world.announced);
  });

  it('tells what was seen just now, not before', async () => {
    const verdict = anUntrusted('signature-invalid', 'as seen just now');
    const world = fakeWorld({ verifyAfresh: fakeVerify(verdict) });
    await respondIn(world, [bad]);
    expect(world.recorded).toMatchObject([{ outcome: 'stopped', verified: { verdict } }]);
    expect(world.announced).toEqual(world.recorded);
  });

  it('only records what is trusted', async () => {
    const world = fakeWorld();
    expect(await respondIn(world, [good])).toEqual(DONE);
    expect(world.calls).toEqual(['log']);
  });

  it('does nothing, and is done, where there are no verdicts', async () => {
    const world = fakeWorld();
    expect(await respondIn(world, [])).toEqual(DONE);
    expect(world.calls).toEqual([]);
  });

  it.each([
    ['audit', { mode: 'audit' as const }],
    ['a service', { task: aTask({ group: 'service:web' }) }],
    ['an unknown group', { task: aTask({ group: 'daemon:web' }) }],
    ['a task that is ending', { task: aTask({ desiredStatus: 'STOPPED' }) }],
  ])('mistake 11: reports and stops nothing: %s', async (_what, overrides) => {
    const world = fakeWorld();
    expect(await respondIn(world, [bad], overrides)).toEqual(DONE);
    expect(world.calls).toEqual(['log', 'event', 'topic']);
    expect(outcomes(world)).toEqual({ bad: 'reported' });
  });
});

describe('respondToTask for an unsigned image', () => {
  it('stops it when it is seen a second time, a minute later, and tells both', async () => {
    let now = NOW;
    const world = fakeWorld({ now: () => now, verifyAfresh: fakeVerify(anUntrusted('unsigned')) });
    expect(await respondIn(world, [fresh])).toEqual(again(60));
    now += 30_000;
    expect(await respondIn(world, [fresh], { attempt: 2 })).toEqual(again(30));
    expect(world.calls).toEqual(['log', 'event', 'topic']);
    now += 30_000;
    expect(await respondIn(world, [fresh], { attempt: 3 })).toEqual(DONE);
    expect(world.announced.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['stop-pending', false],
      ['stopped', true],
    ]);
    expect([...world.ledger.kept.values()]).toEqual([{ firstSeen: NOW, announced: toldAll('stopped'), stopped: true }]);
  });

  it('stops nothing when a signature has arrived meanwhile', async () => {
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, fresh), aLedgerEntry({ firstSeen: NOW - MINUTE })]]));
    const world = fakeWorld({ verifyAfresh: fakeVerify(aTrusted()) }, ledger);
    expect(await respondIn(world, [fresh])).toEqual(DONE);
    expect(world.calls).toEqual(['verify', 'log']);
    expect(world.recorded).toMatchObject([{ outcome: 'recorded', verified: { verdict: { kind: 'trusted' } } }]);
  });
});

describe('respondToTask when fresh evidence differs', () => {
  it.each([
    ['a service fails now', aServiceFailure(), again(), 'recorded'],
    ['the image keeps it from us now', anUnprovable(), again(), 'recorded'],
    ['it is unsigned now', anUntrusted('unsigned'), again(60), 'stop-pending'],
    ['it is bad in another way', anUntrusted('revoked'), again(0), 'stop-pending'],
  ])('looks at it again before it stops anything: %s', async (_what, verdict, disposition, outcome) => {
    const world = fakeWorld({ verifyAfresh: fakeVerify(verdict) });
    expect(await respondIn(world, [bad])).toEqual(disposition);
    expect(world.recorded).toMatchObject([{ outcome, verified: { verdict } }]);
    expect(world.reasons).toEqual([]);
  });

  it('mistake 6: throws when what is known of it cannot be read, and tells nobody that a stop failed', async () => {
    const ledger = fakeLedger();
    const revoked = { ...bad, verdict: anUntrusted('revoked') };
    const recall = async (key: string) => (key === ledgerKey(TASK, revoked) ? failing() : ledger.recall(key));
    const world = fakeWorld({ verifyAfresh: fakeVerify(revoked.verdict), ledger: { ...ledger, recall } }, ledger);
    const thrown: unknown = await respondIn(world, [bad]).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: '1 of 1 containers could not be answered', cause: new Error('no') });
    expect(world.calls).toEqual(['verify']);
    expect([...ledger.kept]).toEqual([]);
  });
});

describe('respondToTask when fresh evidence is what was seen before', () => {
  it('counts the time from when that was first seen', async () => {
    const before = { ...bad, verdict: anUntrusted('unsigned') };
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, before), aLedgerEntry({ firstSeen: NOW - 45_000 })]]));
    const world = fakeWorld({ verifyAfresh: fakeVerify(anUntrusted('unsigned')) }, ledger);
    expect(await respondIn(world, [bad])).toEqual(again(15));
  });
});

describe('respondToTask for what is inconclusive', () => {
  it('mistake 4: reports a failed service after the last attempt only, and never stops', async () => {
    const world = fakeWorld();
    const respond = (attempt: number) =>
      respondIn(world, [late], { attempt, settings: someSettings({ whenUnprovable: 'stop' }) });
    for (const attempt of [1, 2, 29]) expect(await respond(attempt)).toEqual(again());
    expect(world.announced).toEqual([]);
    expect(await respond(30)).toEqual(again());
    expect(world.announced).toMatchObject([{ outcome: 'reported', repeated: false }]);
    expect(world.recorded.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['recorded', false],
      ['reported', true],
    ]);
    expect(world.calls).toEqual(['log', 'log', 'event', 'topic']);
  });

  it('is done with what the image keeps from us at its last attempt, be it an early one', async () => {
    const world = fakeWorld();
    expect(await respondIn(world, [odd], { attempt: 1, lastAttempt: 2 })).toEqual(again());
    expect(world.announced).toEqual([]);
    expect(await respondIn(world, [odd], { attempt: 2, lastAttempt: 2 })).toEqual(DONE);
    expect(world.announced).toMatchObject([{ outcome: 'reported' }]);
  });

  it('mistake 20: stops what cannot be proven where the deployment says so, on fresh evidence', async () => {
    const settings = someSettings({ whenUnprovable: 'stop' });
    const world = fakeWorld({ verifyAfresh: fakeVerify(anUnprovable()) });
    expect(await respondIn(world, [odd], { settings, attempt: 3 })).toEqual(DONE);
    expect(world.calls).toEqual(['verify', 'describe', 'spend', 'stop', 'log', 'event', 'topic']);
  });

  it('never stops a task because services failed, whatever the case', async () => {
    const service = fc.constantFrom(...SERVICE_REASONS).map((reason) => serviceFailed(reason, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(service, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom('report' as const, 'stop' as const),
        async (verdicts, attempt, whenUnprovable) => {
          const world = fakeWorld();
          const judged = verdicts.map((verdict, index) => aNeighbour(`c${index}`, String(index), { verdict }));
          const settings = someSettings({ whenUnprovable });
          expect(await respondIn(world, judged, { attempt, settings })).toEqual(again());
          expect(world.calls).not.toContain('stop');
        },
      ),
    );
  });
});
