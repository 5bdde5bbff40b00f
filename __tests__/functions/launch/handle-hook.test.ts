import { handleHook, type HandleHookPorts } from '../../../functions/launch/handle-hook';
import { DONE, gateBackOffSeconds, retryLater } from '../../../verification';
import { aTrustDocument, MINUTE, TRUST_SHA256 } from '../../support/domain/domain';
import { aHook, HOOK } from '../../support/gate/fake-deployment';
import { FakeGate, GATED } from '../../support/gate/fake-gate';

const handle = async (readTrustDocument: HandleHookPorts['readTrustDocument'], attempt = 1) => {
  const gate = new FakeGate();
  const refused: unknown[] = [];
  const ports = {
    ...gate.ports,
    readTrustDocument,
    onTrustDocumentRefused: (error: unknown) => void refused.push(error),
  };
  const message = { hook: aHook(), attempt, lastAttempt: 29, remaining: () => MINUTE };
  return { disposition: await handleHook(message, ports), gate, refused };
};
const reading =
  (document = aTrustDocument(GATED)) =>
  async () => ({ sha256: TRUST_SHA256, document });

describe('handleHook', () => {
  it('answers by the trust document', async () => {
    const { disposition, gate, refused } = await handle(reading());
    expect([disposition, gate.ecs.answers, refused]).toEqual([DONE, [[HOOK, 'continue']], []]);
    expect(gate.announced[0]?.[1]).toMatchObject({ trustDocument: TRUST_SHA256 });
  });

  it.each([
    ['cannot be read', () => Promise.reject(new Error('slow down'))],
    ['does not parse', reading(aTrustDocument({ ...GATED, policies: { web: { repositories: ['*'], signers: [] } } }))],
  ])('answers nothing, and retries, when the trust document %s', async (_what, readTrustDocument) => {
    const { disposition, gate, refused } = await handle(readTrustDocument, 14);
    expect(disposition).toEqual(retryLater(gateBackOffSeconds(14)));
    expect([gate.ecs.answers, gate.announced, gate.leftAlone]).toEqual([[], [], []]);
    expect(refused).toHaveLength(1);
  });
});
