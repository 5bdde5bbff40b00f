import { CANARY_ATTEMPTS, handleCanary, type HandleCanaryPorts } from '../../../functions/launch/handle-canary';
import { DONE, retryLater, type CanaryResult } from '../../../verification';
import { aServiceFailure, aTrusted, MINUTE, NOW, TRUST_SHA256 } from '../../support/domain/domain';
import { aCanaryTrust, CANARIES, verifyingCanaries } from '../../support/domain/canaries';

const SWEEP = '2026-03-01T12:00:00.000Z';

const handle = async (overrides: Partial<HandleCanaryPorts> = {}, attempt = 1, lastAttempt = 31) => {
  const recorded: CanaryResult[] = [];
  const ports: HandleCanaryPorts = {
    now: () => NOW,
    canaries: CANARIES,
    verifyAfresh: verifyingCanaries(),
    record: (results, sweep) => void recorded.push(...results.filter(() => sweep === SWEEP)),
    readTrustDocument: async () => ({ sha256: TRUST_SHA256, document: aCanaryTrust().document }),
    onTrustDocumentRefused: () => undefined,
    ...overrides,
  };
  const message = { sweep: SWEEP, attempt, lastAttempt, remaining: () => MINUTE };
  return { disposition: await handleCanary(message, ports), recorded };
};
const doorsOf = (results: readonly CanaryResult[]) => results.map(({ door, passed }) => `${door} ${passed}`);

const EACH = 4;

describe('handleCanary', () => {
  it('records the answers of a start and of the gate', async () => {
    const { disposition, recorded } = await handle();
    expect(disposition).toEqual(DONE);
    expect(doorsOf(recorded)).toEqual([
      ...Array<string>(EACH).fill('start true'),
      ...Array<string>(EACH).fill('gate true'),
    ]);
  });

  it('records a wrong answer at once', async () => {
    const { disposition, recorded } = await handle({ verifyAfresh: verifyingCanaries({ foreign: aTrusted() }) });
    expect(disposition).toEqual(DONE);
    expect(recorded.filter(({ passed }) => !passed)).toMatchObject([
      { canary: 'foreign', door: 'start' },
      { canary: 'foreign', door: 'gate' },
    ]);
  });

  const failing = { verifyAfresh: verifyingCanaries({ good: aServiceFailure() }) };

  it('retries an inconclusive answer a few times before it counts', async () => {
    const early = await handle(failing, CANARY_ATTEMPTS - 1);
    expect(early).toEqual({ disposition: retryLater(), recorded: [] });
    const late = await handle(failing, CANARY_ATTEMPTS);
    expect(late.disposition).toEqual(DONE);
    expect(late.recorded.filter(({ passed }) => !passed)).toHaveLength(2);
  });

  it('records a wrong answer at once although another one is inconclusive', async () => {
    const answers = { good: aServiceFailure(), revoked: aTrusted() };
    const { disposition, recorded } = await handle({ verifyAfresh: verifyingCanaries(answers) });
    expect(disposition).toEqual(retryLater());
    expect(recorded.map(({ canary, door }) => `${canary} ${door}`)).toEqual(['revoked start', 'revoked gate']);
  });

  it('counts an inconclusive answer at the last attempt of the queue', async () => {
    expect((await handle(failing, 1, 1)).disposition).toEqual(DONE);
  });

  it('fails every image without a trust document', async () => {
    const readTrustDocument = () => Promise.reject(new Error('slow down'));
    const { recorded } = await handle({ readTrustDocument }, CANARY_ATTEMPTS);
    expect(recorded.filter(({ passed }) => !passed)).toHaveLength(2 * EACH);
  });

  it('does nothing where there are no canary images', async () => {
    await expect(handle({ canaries: undefined })).resolves.toEqual({ disposition: DONE, recorded: [] });
  });
});
