import { EngineUnderTest } from '../support/engine/engine-under-test';
import { accepted } from '../support/notation/fake-notation';

const COUNT = 1_000;
const engine = new EngineUnderTest().use();

jest.setTimeout(60_000);

describe('verificationEngine for 1,000 forged signatures that claim the trusted signer', () => {
  const forge = (image: ReturnType<typeof engine.registry.unsigned>): void => {
    for (let each = 0; each < COUNT; each += 1) engine.registry.sign(image, { signature: 'tampered' });
  };

  it('rule 2: runs nothing for them alone, and trusts an image with a good one behind them after one run', async () => {
    const image = engine.registry.unsigned(engine.text());
    forge(image);
    const { verifyAfresh, requests } = engine.with(accepted);
    await expect(verifyAfresh(engine.request(image))).resolves.toMatchObject({
      kind: 'untrusted',
      reason: 'signature-invalid',
    });
    expect(requests).toEqual([]);
    engine.registry.sign(image);
    await expect(verifyAfresh(engine.request(image))).resolves.toMatchObject({ kind: 'trusted' });
    expect(requests).toHaveLength(1);
  });

  it('rule 2: trusts an image with a good one before them, and does not fetch them all', async () => {
    const image = engine.registry.signed(engine.text());
    forge(image);
    const { verifyImage, requests } = engine.with(accepted);
    await expect(verifyImage(engine.request(image))).resolves.toMatchObject({ kind: 'trusted' });
    expect(requests).toHaveLength(1);
    const blobs = engine.registry.gateway.requests.filter(({ path }) => path.includes('/blobs/'));
    expect(blobs.length).toBeLessThan(COUNT / 2);
  });
});
