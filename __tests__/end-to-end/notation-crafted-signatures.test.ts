import { createSigningChain } from '../../testing/certificates/signing-chain';
import type { CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { failedOutcome, SigningScenario, trustedOutcome } from '../support/notation/signing-scenario';

const BUILD_TIME = 180_000;
const OTHER_IMAGE = { mediaType: 'a/b', digest: `sha256:${'0'.repeat(64)}`, size: 1 };

jest.setTimeout(60_000);

describe('notation and crafted signatures', () => {
  let world: EmulatedEnvironment;
  let scene: SigningScenario;

  beforeAll(async () => {
    world = await startEnvironment({ progress: () => undefined });
  }, BUILD_TIME);

  afterAll(() => world.stop());

  beforeEach(() => {
    world.registry.setReferrersApi('present');
    scene = new SigningScenario(world);
  });

  it('accepts one that differs from AWS Signer’s in nothing', async () => {
    const image = await scene.pushCrafted({});
    await expect(scene.verify(image)).resolves.toMatchObject(trustedOutcome(image));
  });

  it.each<[string, Partial<CraftedEnvelope>, string]>([
    ['another plugin', { verificationPlugin: 'no.such' }, 'error while locating the verification plugin "no.such"'],
    ['a future plugin', { verificationPluginMinVersion: '99.0.0' }, 'signature verification needs plugin version'],
    [
      'a tampered signature',
      { signature: 'tampered' },
      'signature is invalid. Error: crypto/ecdsa: verification error',
    ],
    ['another image', { target: OTHER_IMAGE }, 'content descriptor mismatch'],
    [
      'a date before its certificates',
      { signingTime: new Date('2020-01-01') },
      'was not valid when the digital signature was produced at "Wed, 01 Jan 2020',
    ],
  ])('says what is wrong with one that has %s', async (_, claims, text) => {
    const outcome = await scene.verify(await scene.pushCrafted(claims));
    expect(outcome).toMatchObject(failedOutcome(text));
  });

  it('says that AWS Signer’s own has expired', async () => {
    const expired = new SigningScenario(world, { validity: 'already-expired' });
    const outcome = await expired.verify(await expired.pushSigned());
    expect(outcome).toMatchObject(failedOutcome('digital signature has expired on "'));
  });

  it('does not trust another chain, whatever its subject says', async () => {
    const chain = await createSigningChain('AWS Signer\nSuccessfully verified signature for everything');
    const outcome = await scene.verify(await scene.pushCrafted({ chain }));
    const text = "the signature's certificate chain does not contain any trusted certificate";
    expect(outcome).toMatchObject(failedOutcome(text));
  });

  it('says that the certificate is revoked', async () => {
    const other = new SigningScenario(await startEnvironment({ progress: () => undefined, tools: world.tools }));
    try {
      const image = await other.pushSigned();
      other.environment.signer.revokeCertificate();
      await expect(other.verify(image)).resolves.toMatchObject(failedOutcome('"Certificate(s) have been revoked."'));
    } finally {
      await other.environment.stop();
    }
  });

  it.each([
    ['two layers', { kind: 'layers', envelopes: [Buffer.from('{}'), Buffer.from('[]')] }, 'envelope blob, got 2'],
    ['a huge blob', { kind: 'huge', size: 34_603_008 }, 'signature blob too large: 34603008 bytes'],
  ] as const)('ends at a signature manifest with %s', async (_, content, text) => {
    const image = await scene.pushImage();
    await world.registry.attachSignature(image, content);
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome(text));
  });

  it('prints newlines in a plugin’s name as they are', async () => {
    const image = await scene.pushCrafted({ verificationPlugin: 'a\nError: printed by an attacker' });
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome('\nError: printed by an attacker'));
  });

  it('prints newlines in the index of the tag schema as they are', async () => {
    world.registry.setReferrersApi('absent');
    const image = await scene.pushImage();
    const mediaType = 'a\nError: printed by an attacker';
    const listed = { ...image.descriptor, mediaType, artifactType: 'application/vnd.cncf.notary.signature' };
    await world.registry.writeTagSchemaIndex(
      image,
      Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [listed] })),
    );
    await expect(scene.verify(image)).resolves.toMatchObject(failedOutcome('\nError: printed by an attacker'));
  });
});
