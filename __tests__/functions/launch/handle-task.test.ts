import { handleTask, type HandleTaskPorts, type TaskMessage } from '../../../functions/launch/handle-task';
import {
  DONE,
  retryLater,
  serviceFailed,
  untrusted,
  type Announcement,
  type TrustDocument,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import {
  aTask,
  aTrustDocument,
  aTrusted,
  CLUSTER,
  digestOf,
  ECR,
  MINUTE,
  NOW,
  TRUST_SHA256,
} from '../../support/domain/domain';
import { fakeGrants } from '../../support/domain/fake-grants';
import { fakeLedger, fakeVerify, GRANTED } from '../../support/domain/fake-ports';
import { NO_SERVICE } from '../../support/domain/no-service';

const enforced = aTrustDocument({ mode: 'enforce' });
const revoked = untrusted('revoked', 'Resource(s) have been revoked.');

/** Ports of the handler, and what happened through them. */
interface FakeTaskPorts {
  readonly ports: HandleTaskPorts;
  /** The channels with their announcements, in order. */
  readonly announced: (readonly [string, Announcement])[];
  readonly stopReasons: string[];
  readonly refused: unknown[];
}

const reading = (document: TrustDocument) => ({
  readTrustDocument: async () => ({ sha256: TRUST_SHA256, document }),
});

const fakeTaskPorts = (verify: VerifyImage, overrides: Partial<HandleTaskPorts> = {}): FakeTaskPorts => {
  const fake: Omit<FakeTaskPorts, 'ports'> = { announced: [], stopReasons: [], refused: [] };
  const announceOn = (name: string) => async (announcement: Announcement) =>
    void fake.announced.push([name, announcement]);
  const ports: HandleTaskPorts = {
    ...reading(enforced),
    now: () => NOW,
    verifyImage: verify,
    verifyAfresh: verify,
    describeTask: async (task) => task,
    spendStop: async () => GRANTED,
    giveBackStop: async () => undefined,
    stopTask: async (_task, reason) => void fake.stopReasons.push(reason),
    ...NO_SERVICE,
    ...fakeGrants(),
    ledger: fakeLedger(),
    channels: [
      { name: 'log', announcesFrom: 'recorded', announce: announceOn('log') },
      { name: 'event', announcesFrom: 'reported', announce: announceOn('event') },
    ],
    onTrustDocumentRefused: (error) => void fake.refused.push(error),
    ...overrides,
  };
  return { ...fake, ports };
};

const shop = (name: string, digit: string) => ({
  name,
  image: `${ECR}/shop/${name}@${digestOf(digit)}`,
  imageDigest: digestOf(digit),
});
const message = (overrides: Partial<TaskMessage> = {}): TaskMessage => ({
  task: aTask({ containers: [shop('web', 'a')] }),
  attempt: 1,
  lastAttempt: 31,
  remaining: () => MINUTE,
  ...overrides,
});

describe('handleTask', () => {
  it('verifies by the trust document, responds in its mode, and announces its SHA-256', async () => {
    const { ports, announced, stopReasons } = fakeTaskPorts(fakeVerify(revoked));
    await expect(handleTask(message(), ports)).resolves.toEqual(DONE);
    expect(stopReasons).toEqual([expect.stringContaining('untrusted (revoked)')]);
    expect(announced).toMatchObject([
      ['log', { outcome: 'stopped', mode: 'enforce', trustDocument: TRUST_SHA256 }],
      ['event', { outcome: 'stopped', mode: 'enforce', trustDocument: TRUST_SHA256 }],
    ]);
  });

  it('verifies, also afresh, within the remaining time of the message', async () => {
    const [verifyImage, verifyAfresh] = [fakeVerify(revoked), fakeVerify(revoked)];
    const each = message();
    await handleTask(each, fakeTaskPorts(verifyImage, { verifyAfresh }).ports);
    const requests = [verifyImage.requests, verifyAfresh.requests].flat();
    expect(requests.map(({ remaining }) => remaining)).toEqual([each.remaining, each.remaining]);
    expect(requests.map(({ trust }) => trust.sha256)).toEqual([TRUST_SHA256, TRUST_SHA256]);
  });

  it('reuses no verdict from before the instant that the message names', async () => {
    const verifyImage = fakeVerify(aTrusted());
    await handleTask(message({ notBefore: NOW + 7 }), fakeTaskPorts(verifyImage).ports);
    expect(verifyImage.requests.map(({ notBefore }) => notBefore)).toEqual([NOW + 7]);
  });

  it('only reports when the cluster is in audit mode', async () => {
    const document = { ...enforced, clusters: { [CLUSTER]: 'audit' as const } };
    const { ports, announced, stopReasons } = fakeTaskPorts(fakeVerify(revoked), reading(document));
    await handleTask(message(), ports);
    expect(stopReasons).toEqual([]);
    expect(announced).toMatchObject([
      ['log', { outcome: 'reported', mode: 'audit' }],
      ['event', { outcome: 'reported' }],
    ]);
  });

  it('rule 9: verifies each container on its own', async () => {
    const verify: VerifyImage = async ({ image }) => {
      if (image.reference.repository === 'shop/web') throw new Error('disk full');
      return revoked;
    };
    const { ports, announced, stopReasons } = fakeTaskPorts(verify);
    const task = aTask({ containers: [shop('web', 'a'), shop('api', 'b')] });
    await expect(handleTask(message({ task }), ports)).resolves.toEqual(retryLater());
    const logged = announced.filter(([name]) => name === 'log');
    expect(logged.map(([, { verified }]) => verified.verdict)).toMatchObject([
      { kind: 'inconclusive', cause: 'service', reason: 'tool-failed', detail: 'disk full' },
      { kind: 'untrusted', reason: 'revoked' },
    ]);
    expect(stopReasons).toHaveLength(1);
  });

  it('throws when a channel fails, so that the message is retried', async () => {
    const announce = () => Promise.reject(new Error('no topic'));
    const channels = [{ name: 'topic', announcesFrom: 'reported' as const, announce }];
    const { ports } = fakeTaskPorts(fakeVerify(revoked), { channels });
    await expect(handleTask(message(), ports)).rejects.toThrow('the response failed for 1 of 1 containers');
  });
});

describe('handleTask without a usable trust document', () => {
  const error = new Error('expected the bytes of trust/0f.json, found those of trust/1a.json');
  const refusing = { readTrustDocument: () => Promise.reject(error) };
  const task = aTask({ containers: [shop('web', 'a'), shop('api', 'b')] });
  const trusted: Verdict = aTrusted();

  it('rule 1: makes every verdict inconclusive and retries, even for images that would be trusted', async () => {
    const verify = fakeVerify(trusted);
    const { ports, announced } = fakeTaskPorts(verify, refusing);
    await expect(handleTask(message({ task }), ports)).resolves.toEqual(retryLater());
    const detail = `the trust document cannot be used: ${error.message}`;
    expect(announced.map(([name, { verified }]) => [name, verified.container.name, verified.verdict])).toEqual([
      ['log', 'web', serviceFailed('tool-failed', detail)],
      ['log', 'api', serviceFailed('tool-failed', detail)],
    ]);
    expect(verify.requests).toEqual([]);
  });

  it('reports the error for the alarm, and announces no trust document', async () => {
    const { ports, announced, refused } = fakeTaskPorts(fakeVerify(revoked), refusing);
    await handleTask(message({ task }), ports);
    expect(refused).toEqual([error]);
    expect(announced.map(([, { trustDocument }]) => trustDocument)).toEqual([null, null]);
  });

  it('rule 1: stops nothing, and reports at the last attempt', async () => {
    const { ports, announced, stopReasons } = fakeTaskPorts(fakeVerify(revoked), refusing);
    await handleTask(message({ task, attempt: 31 }), ports);
    expect(stopReasons).toEqual([]);
    const events = announced.filter(([name]) => name === 'event');
    expect(events).toMatchObject([
      ['event', { outcome: 'reported', mode: 'audit' }],
      ['event', { outcome: 'reported', mode: 'audit' }],
    ]);
  });

  it('does the same for a trust document whose rules do not parse', async () => {
    const document = { ...enforced, policies: { web: { repositories: ['*'], signers: [], require: 'any' as const } } };
    const { ports, refused, stopReasons } = fakeTaskPorts(fakeVerify(revoked), reading(document));
    await expect(handleTask(message({ task }), ports)).resolves.toEqual(retryLater());
    expect(refused).toMatchObject([{ name: 'TrustDocumentError' }]);
    expect(stopReasons).toEqual([]);
  });
});
