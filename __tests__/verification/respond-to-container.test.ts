import { DONE, ledgerKey, retryLater, ResponseError } from '../../verification';
import {
  aLedgerEntry,
  aLoadedTrust,
  announcedByAll,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTask,
  aTrusted,
  aVerified,
  CLUSTER,
  DAEMON_TASK_DEFINITION,
  MINUTE,
  NOW,
  someSettings,
  TASK,
  TRUST_SHA256,
} from '../support/domain/domain';
import { fakeLedger, fakePorts, fakeVerify, respondToOne } from '../support/domain/fake-ports';

const good = aVerified({ verdict: aTrusted() });
const bad = aVerified();
const late = aVerified({ verdict: aServiceFailure() });
const odd = aVerified({ verdict: anUnprovable() });
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });
const stopUnprovable = aLoadedTrust({ mode: 'enforce', responses: someSettings({ whenUnprovable: 'stop' }) });

describe('respondToContainer', () => {
  it('stops the task, then announces the stop on log, event bus and topic', async () => {
    const fake = fakePorts();
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.calls).toEqual(['describe', 'verify', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(fake.published).toEqual([
      {
        task: aTask(),
        verified: bad,
        trustDocument: TRUST_SHA256,
        mode: 'enforce',
        workload: 'standalone',
        outcome: 'stopped',
        note: null,
        at: NOW,
        repeated: false,
      },
    ]);
    expect(fake.logged).toEqual(fake.published);
  });

  it('spends the stop from the budget of the trust document', async () => {
    const stopBudget = { stops: 3, minutes: 7 };
    const spent: unknown[] = [];
    const fake = fakePorts({ spendStop: async (...args) => (spent.push(args), { kind: 'granted' }) });
    const trust = aLoadedTrust({ mode: 'enforce', responses: someSettings({ stopBudget }) });
    await respondToOne(fake, bad, { trust });
    expect(spent).toEqual([[{ clusterArn: CLUSTER, arn: TASK }, stopBudget]]);
  });

  it('announces the fresh verdict, not the earlier one', async () => {
    const verdict = anUntrusted('revoked', 'as seen just now');
    const fake = fakePorts({ verifyAfresh: fakeVerify(verdict) });
    await respondToOne(fake, bad);
    expect(fake.logged).toMatchObject([{ outcome: 'stopped', verified: { verdict } }]);
    expect(fake.published).toEqual(fake.logged);
  });

  it('only records a trusted verdict', async () => {
    const fake = fakePorts();
    expect(await respondToOne(fake, good)).toEqual(DONE);
    expect(fake.calls).toEqual(['log']);
  });

  it.each([
    ['in audit mode', { trust: aLoadedTrust({ mode: 'audit' }) }],
    ['of a service', { task: aTask({ group: 'service:web' }) }],
    ['of a managed daemon', { task: aTask({ taskDefinitionArn: DAEMON_TASK_DEFINITION }) }],
    ['that is ending', { task: aTask({ desiredStatus: 'STOPPED' }) }],
  ])('rule 11: reports and stops nothing for a task %s', async (_what, overrides) => {
    const fake = fakePorts();
    expect(await respondToOne(fake, bad, overrides)).toEqual(DONE);
    expect(fake.calls).toEqual(['log', 'event', 'topic']);
    expect(fake.logged).toMatchObject([{ outcome: 'reported' }]);
  });

  it('rule 11: stops a standalone task whatever group it was started with', async () => {
    const fake = fakePorts();
    expect(await respondToOne(fake, bad, { task: aTask({ group: 'nightly-etl' }) })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'stopped', workload: 'standalone' }]);
  });

  it('rule 1: stops nothing without a usable trust document, and announces audit mode and none', async () => {
    const fake = fakePorts();
    const trust = { kind: 'unusable' as const, reason: 'no such object' };
    expect(await respondToOne(fake, bad, { trust })).toEqual(DONE);
    expect(fake.logged).toMatchObject([{ outcome: 'reported', trustDocument: null, mode: 'audit' }]);
    expect(fake.stopReasons).toEqual([]);
  });
});

describe('respondToContainer for an unsigned image', () => {
  it('rule 8: stops the task when the image is still unsigned a minute later, and announces both', async () => {
    let now = NOW;
    const fake = fakePorts({ now: () => now, verifyAfresh: fakeVerify(anUntrusted('unsigned')) });
    expect(await respondToOne(fake, unsigned)).toEqual(retryLater(60));
    now += 30_000;
    expect(await respondToOne(fake, unsigned, { attempt: 2 })).toEqual(retryLater(30));
    expect(fake.calls).toEqual(['log', 'event', 'topic']);
    now += 30_000;
    expect(await respondToOne(fake, unsigned, { attempt: 3 })).toEqual(DONE);
    expect(fake.published.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['stop-pending', false],
      ['stopped', true],
    ]);
    expect(fake.ledger.kept.get(ledgerKey(TASK, unsigned))).toEqual({
      firstSeen: NOW,
      announced: announcedByAll('stopped'),
      stopped: true,
    });
  });

  it('rule 8: stops nothing when a signature has arrived in the meantime', async () => {
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, unsigned), aLedgerEntry({ firstSeen: NOW - MINUTE })]]));
    const fake = fakePorts({ verifyAfresh: fakeVerify(aTrusted()) }, ledger);
    expect(await respondToOne(fake, unsigned)).toEqual(DONE);
    expect(fake.calls).toEqual(['describe', 'verify', 'log']);
    expect(fake.logged).toMatchObject([{ outcome: 'recorded', verified: { verdict: { kind: 'trusted' } } }]);
  });
});

describe('respondToContainer for an inconclusive verdict', () => {
  it('rule 1: reports a failed service only at the last attempt, and never stops the task', async () => {
    const fake = fakePorts();
    const respond = (attempt: number) => respondToOne(fake, late, { attempt, trust: stopUnprovable });
    for (const attempt of [1, 2, 29]) expect(await respond(attempt)).toEqual(retryLater());
    expect(fake.published).toEqual([]);
    expect(await respond(30)).toEqual(retryLater());
    expect(fake.published).toMatchObject([{ outcome: 'reported', repeated: false }]);
    expect(fake.logged.map(({ outcome, repeated }) => [outcome, repeated])).toEqual([
      ['recorded', false],
      ['reported', true],
    ]);
    expect(fake.calls).toEqual(['log', 'log', 'event', 'topic']);
  });

  it('reports an unprovable image at the last attempt, however early that is, and is done', async () => {
    const fake = fakePorts();
    expect(await respondToOne(fake, odd, { attempt: 1, lastAttempt: 2 })).toEqual(retryLater());
    expect(fake.published).toEqual([]);
    expect(await respondToOne(fake, odd, { attempt: 2, lastAttempt: 2 })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'reported' }]);
  });

  it('rule 2: stops an unprovable image on fresh evidence when the deployment says so', async () => {
    const fake = fakePorts({ verifyAfresh: fakeVerify(anUnprovable()) });
    expect(await respondToOne(fake, odd, { trust: stopUnprovable, attempt: 3 })).toEqual(DONE);
    expect(fake.calls).toEqual(['describe', 'verify', 'spend', 'stop', 'log', 'event', 'topic']);
  });
});

describe('respondToContainer when a channel fails', () => {
  it('throws the error of the channel as cause', async () => {
    const cause = new Error('the topic is gone');
    const responding = respondToOne(fakePorts({ topic: () => Promise.reject(cause) }), bad);
    await expect(responding).rejects.toThrow(ResponseError);
    await expect(responding).rejects.toMatchObject({ message: 'a response failed', cause });
  });
});
