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
import { failing, fakeLedger, fakePorts, fakeVerify, respondToOne } from '../support/domain/fake-ports';

const bad = aVerified();
const unsigned = aVerified({ verdict: anUntrusted('unsigned') });
const describing = (described: Partial<Task>) => ({ describeTask: async () => aTask(described) });

describe('respondToContainer when the fresh verdict is another', () => {
  it.each<[string, Verdict, Disposition, string]>([
    ['inconclusive with cause service', aServiceFailure(), retryLater(), 'recorded'],
    ['inconclusive with cause image', anUnprovable(), retryLater(), 'recorded'],
    ['unsigned', anUntrusted('unsigned'), retryLater(60), 'stop-pending'],
    ['untrusted for another reason', anUntrusted('revoked'), retryLater(0), 'stop-pending'],
    ['trusted', aTrusted(), DONE, 'recorded'],
  ])('retries before it stops anything: %s', async (_what, verdict, disposition, outcome) => {
    const fake = fakePorts({ verifyAfresh: fakeVerify(verdict) });
    expect(await respondToOne(fake, bad)).toEqual(disposition);
    expect(fake.logged).toMatchObject([{ outcome, verified: { verdict } }]);
    expect(fake.stopReasons).toEqual([]);
  });

  it('counts the time from when the fresh verdict was first seen', async () => {
    const entry = aLedgerEntry({ firstSeen: NOW - 45_000 });
    const ledger = fakeLedger(new Map([[ledgerKey(TASK, unsigned), entry]]));
    const fake = fakePorts({ verifyAfresh: fakeVerify(anUntrusted('unsigned')) }, ledger);
    expect(await respondToOne(fake, bad)).toEqual(retryLater(15));
  });

  it('stops the task when the other verdict is confirmed at the next attempt', async () => {
    const revoked = anUntrusted('revoked');
    const fake = fakePorts({ verifyAfresh: fakeVerify(revoked) });
    expect(await respondToOne(fake, bad)).toEqual(retryLater(0));
    expect(await respondToOne(fake, bad, { attempt: 2 })).toEqual(DONE);
    expect(fake.published.map(({ outcome, verified }) => [outcome, verified.verdict])).toEqual([
      ['stop-pending', revoked],
      ['stopped', revoked],
    ]);
    expect([...fake.ledger.kept.keys()]).toEqual([ledgerKey(TASK, { ...bad, verdict: revoked })]);
  });

  it('rule 12: throws when the ledger cannot be read, and does not announce a failed stop', async () => {
    const ledger = fakeLedger();
    const revoked = { ...bad, verdict: anUntrusted('revoked') };
    const recall = async (key: string) => (key === ledgerKey(TASK, revoked) ? failing() : ledger.recall(key));
    const fake = fakePorts({ verifyAfresh: fakeVerify(revoked.verdict), ledger: { ...ledger, recall } }, ledger);
    await expect(respondToOne(fake, bad)).rejects.toEqual(new Error('no'));
    expect(fake.calls).toEqual(['describe', 'verify']);
    expect([...ledger.kept]).toEqual([]);
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
    const fake = fakePorts({ verifyAfresh: fakeVerify(aTrusted()), ...describing({}) });
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
    const fake = fakePorts();
    expect(await respondToOne(fake, verified)).toEqual(DONE);
    expect(fake.calls).toEqual(['describe', 'spend', 'stop', 'log', 'event', 'topic']);
    expect(fake.stopReasons).toEqual([expect.stringContaining(`untrusted (no-policy): ${image} in container web`)]);
  });
});
