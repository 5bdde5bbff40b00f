import { ECR } from '../support/domain/domain';
import { EngineUnderTest } from '../support/engine/engine-under-test';
import { accepted } from '../support/notation/fake-notation';

const engine = new EngineUnderTest().use();

/** An unsigned image whose reference names a tag, and the signed index that the tag names. */
const listed = (host = ECR) => {
  const { registry } = engine;
  const image = registry.unsigned(engine.text());
  const index = registry.index(image);
  registry.sign(index);
  registry.tag('1.4', index);
  return { index, request: engine.request(image, { repository: `${host}/shop/web:1.4` }) };
};

describe('verificationEngine for an image that a signed index lists', () => {
  it('trusts an unsigned platform manifest by its signed index', async () => {
    const { verifyImage, requests } = engine.with(accepted);
    const { index, request } = listed();
    await expect(verifyImage(request)).resolves.toMatchObject({
      kind: 'trusted',
      detail: expect.stringContaining(`by the index ${index}`),
    });
    expect(requests.map(({ args }) => args.at(-1)?.split('@')[1])).toEqual([index]);
  });

  it('rule 6: trusts it in a registry outside ECR, without a login', async () => {
    const { request } = listed('quay.example.com');
    await expect(engine.with(accepted).verifyImage(request)).resolves.toMatchObject({ kind: 'trusted' });
    expect(engine.authorizations('quay.example.com')).toEqual(['none']);
  });

  it.each(['verifyImage', 'verifyAfresh'] as const)('trusts it after its tag moved: %s', async (verify) => {
    const { request } = listed();
    await engine.with(accepted).verifyImage(request);
    engine.registry.tag('1.4', undefined);
    await expect(engine.with(accepted)[verify](request)).resolves.toMatchObject({ kind: 'trusted' });
  });

  it.each(['verifyImage', 'verifyAfresh'] as const)(
    'does not trust it after a revoked signature was found on it: %s',
    async (verify) => {
      const { request } = listed();
      await engine.history.keepRevoked(request.image);
      const verdict = { kind: 'untrusted', reason: 'revoked' };
      await expect(engine.with(accepted)[verify](request)).resolves.toMatchObject(verdict);
    },
  );
});

describe('verificationEngine for an unsigned index', () => {
  it('trusts it when all its platforms are signed, and only then', async () => {
    const { registry } = engine;
    const signed = registry.index(registry.signed(engine.text()), registry.signed(engine.text()));
    await expect(engine.with(accepted).verifyImage(engine.request(signed))).resolves.toMatchObject({ kind: 'trusted' });
    const mixed = registry.index(registry.signed(engine.text()), registry.unsigned(engine.text()));
    await expect(engine.with(accepted).verifyImage(engine.request(mixed))).resolves.toMatchObject({
      kind: 'untrusted',
      reason: 'unsigned',
    });
  });
});
