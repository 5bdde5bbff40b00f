import { handleTask, type HandleTaskPorts, type TaskMessage } from '../../../functions/launch/handle-task';
import { toTrustDocument } from '../../../contracts/trust-document/trust-document';
import {
  rulesOf,
  serviceFailed,
  untrusted,
  type Announcement,
  type Container,
  type LedgerEntry,
  type Verdict,
  type VerifyImage,
} from '../../../verification';
import { aDeployment } from '../../support/deployment/deployment';
import { CLUSTER, ECR, aTask, digestOf } from '../../support/domain/domain';

const NOW = Date.parse('2026-01-23T12:00:00Z');
const enforced = { sha256: '0f'.repeat(32), document: { ...toTrustDocument(aDeployment()), mode: 'enforce' as const } };
const revoked = untrusted('revoked', 'Resource(s) have been revoked.');

interface World {
  readonly handling: HandleTaskPorts;
  /** Who was told what, in the order of the telling. */
  readonly told: (readonly [string, Announcement])[];
  readonly stopped: string[];
  readonly refused: unknown[];
  /** The trust documents that verdicts were said to belong to. */
  readonly documents: (string | null)[];
}

const worldWith = (verify: VerifyImage, overrides: Partial<HandleTaskPorts> = {}): World => {
  const world: Omit<World, 'handling'> = { told: [], stopped: [], refused: [], documents: [] };
  const entries = new Map<string, LedgerEntry>();
  const telling = (who: string) => async (announcement: Announcement) => void world.told.push([who, announcement]);
  const handling: HandleTaskPorts = {
    readTrustDocument: () => Promise.resolve(enforced),
    engineFor: ({ document }) => ({
      trustRules: { rules: rulesOf(document), unmatched: document.unmatched, now: () => NOW },
      verify,
      verifyAfresh: verify,
    }),
    describeTask: async (task) => task,
    respondingFor: (trustDocument) => {
      world.documents.push(trustDocument);
      return {
        now: () => NOW,
        describeTask: async (task) => task,
        spendStop: async () => true,
        stopTask: async (_task, reason) => void world.stopped.push(reason),
        ledger: { recall: async (key) => entries.get(key), keep: async (key, entry) => void entries.set(key, entry) },
        channels: [
          { name: 'log', listensFrom: 'recorded', announce: telling('log') },
          { name: 'event', listensFrom: 'reported', announce: telling('event') },
        ],
      };
    },
    onRefused: (reason) => void world.refused.push(reason),
    ...overrides,
  };
  return { ...world, handling };
};

const shop = (name: string, digit: string): Container => ({
  name,
  image: `${ECR}/shop/${name}@${digestOf(digit)}`,
  imageDigest: digestOf(digit),
});
const message = (overrides: Partial<TaskMessage> = {}): TaskMessage => ({
  task: aTask({ containers: [shop('web', 'a')] }),
  attempt: 1,
  lastAttempt: 31,
  ...overrides,
});
const always =
  (verdict: Verdict): VerifyImage =>
  () =>
    Promise.resolve(verdict);

describe('handleTask', () => {
  it('judges by the trust document, acts by its mode, and tells by whose hash', async () => {
    const world = worldWith(always(revoked));
    await expect(handleTask(message(), world.handling)).resolves.toEqual({ kind: 'done' });
    expect(world.documents).toEqual([enforced.sha256]);
    expect(world.stopped).toEqual([expect.stringContaining('untrusted (revoked)')]);
    expect(world.told).toMatchObject([
      ['log', { outcome: 'stopped', mode: 'enforce' }],
      ['event', { outcome: 'stopped', mode: 'enforce' }],
    ]);
  });

  it('only reports where the cluster is audited', async () => {
    const document = { ...enforced.document, clusters: { [CLUSTER]: 'audit' as const } };
    const world = worldWith(always(revoked), { readTrustDocument: () => Promise.resolve({ ...enforced, document }) });
    await handleTask(message(), world.handling);
    expect(world.stopped).toEqual([]);
    expect(world.told).toMatchObject([
      ['log', { outcome: 'reported', mode: 'audit' }],
      ['event', { outcome: 'reported' }],
    ]);
  });

  it('judges each container for itself', async () => {
    const verify: VerifyImage = ({ reference }) =>
      reference.repository === 'shop/web' ? Promise.reject(new Error('disk full')) : Promise.resolve(revoked);
    const world = worldWith(verify);
    const task = aTask({ containers: [shop('web', 'a'), shop('api', 'b')] });
    await expect(handleTask(message({ task }), world.handling)).resolves.toMatchObject({ kind: 'again' });
    expect(world.told.filter(([who]) => who === 'log').map(([, { verified: judged }]) => judged.verdict)).toMatchObject(
      [
        { kind: 'inconclusive', cause: 'service', reason: 'tool-failed', detail: 'disk full' },
        { kind: 'untrusted', reason: 'revoked' },
      ],
    );
    expect(world.stopped).toHaveLength(1);
  });

  it('comes back when someone could not be told', async () => {
    const base = worldWith(always(revoked));
    const respondingFor: HandleTaskPorts['respondingFor'] = (trustDocument) => ({
      ...base.handling.respondingFor(trustDocument),
      channels: [{ name: 'topic', listensFrom: 'reported', announce: () => Promise.reject(new Error('no topic')) }],
    });
    await expect(handleTask(message(), { ...base.handling, respondingFor })).rejects.toThrow(
      '1 of 1 containers could not be answered',
    );
  });
});

describe('handleTask without a trust document', () => {
  const reason = new Error('expected the bytes of trust/0f.json, found those of trust/1a.json');
  const refusing = { readTrustDocument: () => Promise.reject(reason) };
  const task = aTask({ containers: [shop('web', 'a'), shop('api', 'b')] });

  it('makes every verdict inconclusive and asks again, also where it would have trusted', async () => {
    const world = worldWith(always({ kind: 'trusted', policy: 'web', detail: '' }), refusing);
    await expect(handleTask(message({ task }), world.handling)).resolves.toMatchObject({ kind: 'again' });
    const detail = `the trust document cannot be used: ${reason.message}`;
    expect(world.told.map(([who, { verified: judged }]) => [who, judged.container.name, judged.verdict])).toEqual([
      ['log', 'web', serviceFailed('tool-failed', detail)],
      ['log', 'api', serviceFailed('tool-failed', detail)],
    ]);
  });

  it('says so, for the alarm, and names no trust document', async () => {
    const world = worldWith(always(revoked), refusing);
    await handleTask(message({ task }), world.handling);
    expect(world.refused).toEqual([reason]);
    expect(world.documents).toEqual([null]);
  });

  it('stops nothing, and reports at the last attempt', async () => {
    const world = worldWith(always(revoked), refusing);
    await handleTask(message({ task, attempt: 31 }), world.handling);
    expect(world.stopped).toEqual([]);
    const events = world.told.filter(([who]) => who === 'event');
    expect(events).toMatchObject([
      ['event', { outcome: 'reported', mode: 'audit' }],
      ['event', { outcome: 'reported', mode: 'audit' }],
    ]);
  });

  it('does the same for a trust document that cannot be judged by', async () => {
    const document = {
      ...enforced.document,
      policies: { web: { repositories: ['*'], signers: [] } },
    };
    const world = worldWith(always(revoked), { readTrustDocument: () => Promise.resolve({ ...enforced, document }) });
    await expect(handleTask(message({ task }), world.handling)).resolves.toMatchObject({ kind: 'again' });
    expect(world.refused).toMatchObject([{ name: 'TrustDocumentError' }]);
    expect(world.stopped).toEqual([]);
  });
});
