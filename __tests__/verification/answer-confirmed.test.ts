import { DONE, ledgerKey, retryLater, type Disposition, type Task, type Verdict } from '../../verification';
import {
  aContainer,
  aLedgerEntry,
  anImage,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTask,
  aTrusted,
  aVerified,
  DAEMON_TASK_DEFINITION,
  digestOf,
  MINUTE,
  NOW,
  TASK,
} from '../support/domain/domain';
import { failing, fakeLedger, fakePorts, fakeVerify, pendingLedger, respondToOne } from '../support/domain/fake-ports';

const bad = aVerified();
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });
const invalid = aVerified({ verdict: anUntrusted('signature-invalid') });
const describing = (described: Partial<Task>) => ({ describeTask: async () => aTask(described) });

describe('respondToContainer when the fresh verdict is another', () => {
  it.each<[string, Verdict, Disposition, string]>([
    ['inconclusive with cause service', aServiceFailure(), retryLater(), 'recorded'],
    ['inconclusive with cause image', anUnprovable(), retryLater(), 'recorded'],
    ['unsigned', anUntrusted('unsigned'), retryLater(0), 'stop-pending'],
    ['revoked', anUntrusted('revoked'), retryLater(0), 'stop-pending'],
    ['trusted', aTrusted(), DONE, 'recorded'],
  ])('retries before it stops anything: %s', async (_what, verdict, disposition, outcome) => {
    const fake = fakePorts({ verifyAfresh: fakeVerify(verdict) }, pendingLedger(invalid, NOW - MINUTE));
    expect(await respondToOne(fake, invalid)).toEqual(disposition);
    expect(fake.logged).toMatchObject([{ outcome, verified: { verdict } }]);
    expect(fake.stopReasons).toEqual([]);
  });

  it('rule 2: does not start the time anew when an attached signature changes the reason', async () => {
    const verifyAfresh = fakeVerify(invalid.verdict);
    const fake = fakePorts({ verifyAfresh }, pendingLedger(unsigned, NOW - 45_000));
    expect(await respondToOne(fake, unsigned)).toEqual(retryLater(15));
    expect(await respondToOne(fake, invalid, { attempt: 2 })).toEqual(retryLater(15));
  });

  it('stops the task when the other verdict is confirmed at the next attempt', async () => {
    const revoked = anUntrusted('revoked');
    const fake = fakePorts({ verifyAfresh: fakeVerify(revoked) }, pendingLedger(invalid, NOW - MINUTE));
    expect(await respondToOne(fake, invalid)).toEqual(retryLater(0));
    expect(await respondToOne(fake, invalid, { attempt: 2 })).toEqual(DONE);
    expect(fake.published.map(({ outcome, verified }) => [outcome, verified.verdict])).toEqual([
      ['stop-pending', revoked],
      ['stopped', revoked],
    ]);
    expect([...fake.ledger.kept.keys()]).toContain(ledgerKey(TASK, { ...invalid, verdict: revoked }));
  });

  it('rule 12: throws when the ledger cannot be read, and does not announce a failed stop', async () => {
    const ledger = pendingLedger(invalid, NOW - MINUTE);
    const before = new Map(ledger.kept);
    const revoked = { ...invalid, verdict: anUntrusted('revoked') };
    const recall = async (key: string) => (key === ledgerKey(TASK, revoked) ? failing() : ledger.recall(key));
    const fake = fakePorts({ verifyAfresh: fakeVerify(revoked.verdict), ledger: { ...ledger, recall } }, ledger);
    await expect(respondToOne(fake, invalid)).rejects.toEqual(new Error('no'));
    expect(fake.calls).toEqual(['describe', 'verify']);
    expect(ledger.kept).toEqual(before);
  });
});

describe('respondToContainer when ECS describes another task than the event', () => {
  const forged = aVerified({
    container: aContainer({ image: 'evil/miner:latest' }),
    image: anImage('evil/miner:latest'),
    policy: null,
    verdict: anUntrusted('no-policy'),
  });

  it('a forged image stops no innocent task, and is not announced', async () => {
    const overrides = { verifyAfresh: fakeVerify(aTrusted()), ...describing({}) };
    const fake = fakePorts(overrides, pendingLedger(forged, NOW - MINUTE));
    expect(await respondToOne(fake, forged)).toEqual(DONE);
    expect(fake.logged).toMatchObject([{ outcome: 'recorded', verified: { image: anImage(), verdict: aTrusted() } }]);
    expect([fake.published, fake.stopReasons]).toEqual([[], []]);
  });

  it('rule 8: another digest than the event reported must be seen unsigned twice, too', async () => {
    const seen = fakeLedger(new Map([[ledgerKey(TASK, unsigned), aLedgerEntry({ firstSeen: NOW - MINUTE })]]));
    let now = NOW;
    const fake = fakePorts(
      {
        now: () => now,
        verifyAfresh: fakeVerify(anUntrusted('unsigned')),
        describeTask: async (task) => ({ ...task, containers: [aContainer({ imageDigest: digestOf('b') })] }),
      },
      seen,
    );
    expect(await respondToOne(fake, unsigned)).toEqual(retryLater(60));
    now += 60_000;
    expect(await respondToOne(fake, unsigned, { attempt: 2 })).toEqual(DONE);
    expect(fake.published.map(({ outcome, verified }) => [outcome, verified.image?.digest])).toEqual([
      ['stop-pending', digestOf('b')],
      ['stopped', digestOf('b')],
    ]);
  });

  it.each([
    ['a service', { group: 'service:web' }, 'service'],
    ['a managed daemon', { taskDefinitionArn: DAEMON_TASK_DEFINITION }, 'daemon'],
  ] as const)('rule 11: reports the task of %s, though the event said that it is standalone', async (...row) => {
    const [, described, workload] = row;
    const fake = fakePorts(describing(described));
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'reported', workload, task: described, verified: bad }]);
    expect(fake.stopReasons).toEqual([]);
  });

  it('stops by the workload that ECS describes, and announces it', async () => {
    const fake = fakePorts(describing({ group: 'nightly-etl' }));
    await respondToOne(fake, bad, { task: aTask({ group: null }) });
    expect(fake.published).toMatchObject([{ outcome: 'stopped', task: { group: 'nightly-etl' } }]);
  });

  it('announces that there is nothing to stop when the task has ended', async () => {
    const fake = fakePorts(describing({ desiredStatus: 'STOPPED' }));
    expect(await respondToOne(fake, bad)).toEqual(DONE);
    expect(fake.published).toMatchObject([{ outcome: 'not-running', verified: bad }]);
    expect(fake.calls).toEqual(['describe', 'log', 'event', 'topic']);
  });

  it('rule 12: announces at once that a digest is not confirmed, retries, and never stops', async () => {
    const described = describing({ containers: [aContainer({ imageDigest: null })] });
    const fake = fakePorts(described);
    for (const attempt of [1, 2, 29]) expect(await respondToOne(fake, bad, { attempt })).toEqual(retryLater());
    expect(fake.published).toMatchObject([{ outcome: 'not-confirmed', verified: bad }]);
    expect(await respondToOne(fake, bad, { attempt: 30 })).toEqual(retryLater());
    expect(fake.published.map(({ outcome }) => outcome)).toEqual(['not-confirmed', 'stop-abandoned']);
    expect(fake.stopReasons).toEqual([]);
  });
});

describe('respondToContainer for an image that only its text names', () => {
  it.each([
    ['no policy covers the image', 'evil/miner:latest'],
    ['the name cannot be read', '[::1]:5000/evil/miner'],
  ])('stops the task though ECS reports no digest: %s', async (_what, image) => {
    const container = aContainer({ image, imageDigest: null });
    const verified = aVerified({ container, image: null, policy: null, verdict: anUntrusted('no-policy') });
    const fake = fakePorts({}, pendingLedger(verified, NOW - MINUTE));
    expect(await respondToOne(fake, verified)).toEqual(DONE);
    expect(fake.calls).toEqual(['describe', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(fake.stopReasons).toEqual([expect.stringContaining(`untrusted (no-policy): ${image} in container web`)]);
  });
});
