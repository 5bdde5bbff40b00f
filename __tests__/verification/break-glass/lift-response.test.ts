import { DONE, ledgerKey, ResponseError, type Verdict } from '../../../verification';
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
  aContainer,
  digestOf,
  ECR,
  MINUTE,
  NOW,
  TASK,
  someSettings,
} from '../../support/domain/domain';
import { aGrant, anEndedGrant, aRepositoryGrant, fakeGrants } from '../../support/domain/fake-grants';
import {
  failing,
  failingOnce,
  fakeLedger,
  fakePorts,
  fakeVerify,
  pendingLedger,
  respondToOne,
} from '../../support/domain/fake-ports';

const bad = aVerified();
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });
const KEY = ledgerKey(TASK, bad);
const GRANT = aGrant();

describe('a break-glass grant at the start of a task', () => {
  it('lifts a stop at once, and announces that instead', async () => {
    const grants = fakeGrants(GRANT);
    const fake = fakePorts(grants);
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.stopReasons).toEqual([]);
    expect(fake.calls).toEqual(['log', 'event', 'topic']);
    expect(fake.published).toMatchObject([
      {
        outcome: 'break-glass',
        note: 'A break-glass grant (4f3a9c21b7de) lifts the response until 2026-03-01T15:00:00.000Z.',
        verified: { verdict: anUntrusted() },
      },
    ]);
    expect(fake.logged).toMatchObject([{ note: expect.stringContaining(GRANT.id) }]);
    expect(grants.used).toEqual([[GRANT.id, TASK]]);
    expect(fake.ledger.kept.get(KEY)).toEqual(
      aLedgerEntry({ announced: announcedByAll('break-glass'), grant: GRANT.id }),
    );
  });

  it('lifts a stop that would have to be confirmed first', async () => {
    const fake = fakePorts(fakeGrants(GRANT));
    expect(await respondToOne(fake, unsigned)).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'break-glass' }]);
  });

  it('lifts the stop of an image that the registry does not have', async () => {
    const trust = aLoadedTrust({ mode: 'enforce', responses: someSettings({ whenUnprovable: 'stop' }) });
    const fake = fakePorts(fakeGrants(aRepositoryGrant()));
    expect(await respondToOne(fake, aVerified({ verdict: anUnprovable() }), { trust, attempt: 3 })).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'break-glass' }]);
  });

  it('lifts the stop that only the fresh verification leads to', async () => {
    const described = aTask({ containers: [aContainer({ imageDigest: digestOf('b') })] });
    const grants = fakeGrants(aGrant({ subject: { kind: 'image', image: `${ECR}/shop/web@${digestOf('b')}` } }));
    const fake = fakePorts({ ...grants, describeTask: async () => described });
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.calls.slice(0, 2)).toEqual(['describe', 'verify']);
    expect(fake.published).toMatchObject([{ outcome: 'break-glass', verified: { image: { digest: digestOf('b') } } }]);
    expect([fake.stopReasons, grants.used]).toEqual([[], [[GRANT.id, TASK]]]);
  });

  it.each([
    ['has ended', anEndedGrant()],
    ['was revoked', aGrant({ revokedAt: NOW })],
    ['has not begun', aGrant({ grantedAt: NOW + 1 })],
    ['is for another image', aGrant({ subject: { kind: 'image', image: `${ECR}/shop/web@${digestOf('c')}` } })],
    ['is for another cluster', aGrant({ clusterArn: `${GRANT.clusterArn}-2` })],
  ])('lifts nothing when it %s', async (_what, grant) => {
    const grants = fakeGrants(grant);
    const fake = fakePorts(grants);
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect([fake.stopReasons.length, grants.used]).toEqual([1, []]);
  });

  it('is not used when it ends while the grants are read', async () => {
    let now = NOW - 1;
    const readGrants = async () => ((now = NOW), [anEndedGrant()]);
    const fake = fakePorts({ readGrants, now: () => now });
    await respondToOne(fake, bad);
    expect(fake.stopReasons).toHaveLength(1);
  });

  it.each<[string, Verdict, object]>([
    ['a trusted image', aTrusted(), {}],
    ['an exempt image', { kind: 'exempt', rule: 'vendor', detail: '' }, {}],
    ['an image that could not be verified', aServiceFailure(), {}],
    ['an untrusted image in audit mode', anUntrusted(), { trust: aLoadedTrust() }],
    ['an untrusted image of a task that has ended', anUntrusted(), { task: aTask({ desiredStatus: 'STOPPED' }) }],
  ])('is not even looked for where nothing would be stopped: %s', async (_what, verdict, overrides) => {
    const readGrants = jest.fn(async () => [GRANT]);
    await respondToOne(fakePorts({ readGrants }), aVerified({ verdict }), overrides);
    expect(readGrants).not.toHaveBeenCalled();
  });

  it('is looked for in the cluster of the task', async () => {
    const readGrants = jest.fn(async () => []);
    await respondToOne(fakePorts({ readGrants }), bad);
    expect(readGrants).toHaveBeenCalledWith(GRANT.clusterArn);
  });
});

describe('a response that a grant has lifted', () => {
  const lifted = () =>
    fakeLedger(new Map([[KEY, aLedgerEntry({ announced: announcedByAll('break-glass'), grant: GRANT.id })]]));

  it.each([
    ['has ended', [anEndedGrant()], 1],
    ['was revoked', [aGrant({ revokedAt: NOW - MINUTE })], 1],
    ['is no longer in the table', [], 0],
  ])('stays lifted for what runs when the grant %s, and is announced once', async (_what, table, uses) => {
    const grants = fakeGrants(...table);
    const fake = fakePorts(grants, lifted());
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect([fake.stopReasons, fake.calls, grants.used.length]).toEqual([[], [], uses]);
  });

  it('is decided anew for another verdict on the same container', async () => {
    const ledger = pendingLedger(unsigned, NOW - 2 * MINUTE);
    for (const [key, entry] of lifted().kept) ledger.kept.set(key, entry);
    const fake = fakePorts(
      { ...fakeGrants(anEndedGrant()), verifyAfresh: fakeVerify(anUntrusted('unsigned')) },
      ledger,
    );
    await respondToOne(fake, unsigned);
    expect(fake.calls).toContain('describe');
  });

  it('is announced again until the use was announced, then no more', async () => {
    const onGrantUsed = jest.fn(failingOnce('the topic is gone'));
    const fake = fakePorts({ ...fakeGrants(GRANT), onGrantUsed });
    await expect(respondToOne(fake, bad)).rejects.toThrow(ResponseError);
    expect(fake.published).toMatchObject([{ outcome: 'break-glass' }]);
    expect(await respondToOne(fake, bad, { attempt: 2 })).toEqual(DONE);
    expect(onGrantUsed).toHaveBeenCalledTimes(2);
    expect([fake.published.length, fake.stopReasons]).toEqual([1, []]);
  });
});

describe('the note on a grant that has lifted a response', () => {
  it('says the real end, no later than a day after it was granted', async () => {
    const fake = fakePorts(fakeGrants(aGrant({ grantedAt: NOW - MINUTE, until: NOW + 30 * 24 * 60 * MINUTE })));
    await respondToOne(fake, bad);
    expect(fake.published).toMatchObject([{ note: expect.stringContaining('until 2026-03-02T11:59:00.000Z.') }]);
  });

  it('is missing where the table no longer has the grant', async () => {
    const fake = fakePorts(fakeGrants(), fakeLedger(new Map([[KEY, aLedgerEntry({ grant: GRANT.id })]])));
    await respondToOne(fake, bad);
    expect(fake.published).toMatchObject([{ outcome: 'break-glass', note: null }]);
  });
});

describe('grants that cannot be read', () => {
  it.each([
    ['a stop', bad],
    ['a stop to be confirmed', unsigned],
  ])('rule 1: stop nothing, and retry: %s', async (_what, verified) => {
    const fake = fakePorts({ readGrants: failing });
    await expect(respondToOne(fake, verified)).rejects.toMatchObject({ cause: new Error('no') });
    expect(fake.stopReasons).toEqual([]);
    expect(fake.published).toMatchObject([{ outcome: 'stop-failed' }]);
  });

  it('rule 12: announce at the last attempt that the stop is abandoned', async () => {
    const fake = fakePorts({ readGrants: failing });
    await expect(respondToOne(fake, bad, { attempt: 30 })).rejects.toThrow(ResponseError);
    expect(fake.published).toMatchObject([{ outcome: 'stop-abandoned' }]);
  });

  it('are read again, and one that is found is announced after the failure', async () => {
    const fake = fakePorts({ ...fakeGrants(GRANT), readGrants: async () => (await once(), [GRANT]) });
    const once = failingOnce('throttled');
    await expect(respondToOne(fake, bad)).rejects.toThrow(ResponseError);
    expect(await respondToOne(fake, bad, { attempt: 2 })).toEqual(DONE);
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['stop-failed', 'break-glass']);
  });
});
