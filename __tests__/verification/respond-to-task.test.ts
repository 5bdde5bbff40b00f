import fc from 'fast-check';
import {
  DONE,
  ledgerKey,
  ResponseError,
  retryLater,
  SERVICE_REASONS,
  serviceFailed,
  type Responder,
  type VerifiedContainer,
} from '../../verification';
import {
  aLedgerEntry,
  aLoadedTrust,
  aNeighbour,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  NOW,
  someSettings,
  TASK,
} from '../support/domain/domain';
import {
  failing,
  failingOnce,
  fakeLedger,
  fakePorts,
  respondToAll,
  type FakePorts,
} from '../support/domain/fake-ports';

const AUDIT = { trust: aLoadedTrust({ mode: 'audit' }) };
const outcomes = ({ logged }: FakePorts) =>
  Object.fromEntries(logged.map(({ verified, outcome }) => [verified.container.name, outcome]));
const namesIn = (announcements: FakePorts['logged']) => announcements.map(({ verified }) => verified.container.name);

const good = aNeighbour('good', 'a', { verdict: aTrusted() });
const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');
const late = aNeighbour('late', 'd', { verdict: aServiceFailure() });
const odd = aNeighbour('odd', 'e', { verdict: anUnprovable() });
const unsigned = aNeighbour('unsigned', 'f', { verdict: anUntrusted('unsigned') });

describe('respondToTask', () => {
  it('does nothing, and is done, when there are no verdicts', async () => {
    const fake = fakePorts();
    expect(await respondToAll(fake, [])).toEqual(DONE);
    expect(fake.calls).toEqual([]);
  });

  it('rule 9: responds to every container, also after one that stopped the task', async () => {
    const fake = fakePorts();
    await respondToAll(fake, [bad, good, late, worse]);
    expect(outcomes(fake)).toEqual({ bad: 'stopped', good: 'recorded', late: 'recorded', worse: 'stopped' });
    expect(namesIn(fake.published)).toEqual(['bad', 'worse']);
  });

  it('rule 9: an inconclusive container neither shields nor harms its neighbours', async () => {
    const withBad = fakePorts();
    expect(await respondToAll(withBad, [late, bad])).toEqual(retryLater());
    expect(outcomes(withBad)).toEqual({ late: 'recorded', bad: 'stopped' });
    const withGood = fakePorts();
    expect(await respondToAll(withGood, [late, good])).toEqual(retryLater());
    expect(withGood.calls).toEqual(['log', 'log']);
  });

  it.each<[string, readonly VerifiedContainer[], unknown]>([
    ['nothing', [good, bad], DONE],
    ['back-off', [late, good], retryLater()],
    ['a confirmation', [good, unsigned], retryLater(60)],
    ['a confirmation before back-off', [late, unsigned, good], retryLater(60)],
    ['back-off of an unprovable image', [odd, good], retryLater()],
  ])('retries at the time of the container that needs it first: %s', async (_what, verified, disposition) => {
    expect(await respondToAll(fakePorts(), verified)).toEqual(disposition);
  });

  it('retries at the earlier of two confirmations', async () => {
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, unsigned), aLedgerEntry({ firstSeen: NOW - 45_000 })]]));
    const younger = aNeighbour('younger', '1', { verdict: anUntrusted('unsigned') });
    for (const verified of [
      [unsigned, younger],
      [younger, unsigned],
    ])
      expect(await respondToAll(fakePorts({}, ledger), verified)).toEqual(retryLater(15));
  });

  it('rule 1: never stops a task because services failed, in any situation', async () => {
    const service = fc.constantFrom(...SERVICE_REASONS).map((reason) => serviceFailed(reason, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(service, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 31 }),
        fc.constantFrom('report' as const, 'stop' as const),
        async (verdicts, attempt, whenUnprovable) => {
          const fake = fakePorts();
          const verified = verdicts.map((verdict, index) => aNeighbour(`c${index}`, String(index), { verdict }));
          const trust = aLoadedTrust({ mode: 'enforce', responses: someSettings({ whenUnprovable }) });
          expect(await respondToAll(fake, verified, { attempt, trust })).toEqual(retryLater());
          expect(fake.calls).not.toContain('stop');
        },
      ),
    );
  });
});

describe('respondToTask when a response fails', () => {
  it('throws a ResponseError with the cause, so that the message is retried', async () => {
    const cause = new Error('the topic is gone');
    const fake = fakePorts({ topic: async () => Promise.reject(cause) });
    const thrown: unknown = await respondToAll(fake, [bad], AUDIT).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ResponseError);
    expect(thrown).toMatchObject({
      message: 'the response failed for 1 of 1 containers',
      cause: { name: 'ResponseError', message: 'a response failed', cause },
    });
  });

  it('rule 9: responds to the other containers all the same', async () => {
    const fake = fakePorts({
      ledger: {
        ...fakeLedger(),
        recall: async (key) => (key === ledgerKey(TASK, bad) ? failing() : undefined),
      },
    });
    const responding = respondToAll(fake, [bad, good, worse], AUDIT);
    await expect(responding).rejects.toThrow('the response failed for 1 of 3 containers');
    await expect(responding).rejects.toMatchObject({ name: 'ResponseError', cause: new Error('no') });
    expect(namesIn(fake.logged)).toEqual(['good', 'worse']);
  });

  it('announces for a retried message only what was not announced', async () => {
    const announced: string[] = [];
    const once = failingOnce('the topic is gone');
    const topic: Responder = async ({ verified }) => {
      await once();
      announced.push(verified.container.name);
    };
    const fake = fakePorts({ topic });
    await expect(respondToAll(fake, [bad, worse], AUDIT)).rejects.toThrow(ResponseError);
    expect(fake.calls).toEqual(['log', 'event', 'topic', 'log', 'event', 'topic']);
    expect(await respondToAll(fake, [bad, worse], { ...AUDIT, attempt: 2 })).toEqual(DONE);
    expect(announced).toEqual(['worse', 'bad']);
    expect(fake.calls.slice(6)).toEqual(['topic']);
  });

  it('announces nothing again for a message that is delivered twice', async () => {
    const fake = fakePorts();
    for (const attempt of [1, 2]) await respondToAll(fake, [bad, good], { ...AUDIT, attempt });
    expect(fake.calls).toEqual(['log', 'event', 'topic', 'log']);
  });

  it('records a trusted verdict at the second attempt when the log failed at the first', async () => {
    const recorded: string[] = [];
    const once = failingOnce('the log is full');
    const fake = fakePorts({
      log: async ({ verified }) => {
        await once();
        recorded.push(verified.container.name);
      },
    });
    await expect(respondToAll(fake, [good])).rejects.toThrow(ResponseError);
    await respondToAll(fake, [good], { attempt: 2 });
    expect(recorded).toEqual(['good']);
  });
});
