import type { FaultEffect } from '../../testing/gateway/fault';
import type { PushedImage } from '../../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { verifyAsProduct, type ProductVerdict } from '../support/notation/verify-as-product';
import { ECR_HOST, SigningScenario } from '../support/notation/signing-scenario';

const START_LIMIT_MS = 180_000;
const DEADLINE_MS = 1_500;
const SLOW: FaultEffect = { kind: 'delay', milliseconds: 300 };
const DENIED: FaultEffect = { kind: 'status', status: 403, code: 'AccessDeniedException' };

jest.setTimeout(20_000);

describe('classifying real runs of notation', () => {
  let world: EmulatedEnvironment;
  let scene: SigningScenario;

  beforeAll(async () => {
    world = await startEnvironment({ progress: () => undefined });
  }, START_LIMIT_MS);

  afterAll(() => world.stop());

  beforeEach(() => {
    world.gateway.clearFaults();
    scene = new SigningScenario(world);
  });

  const verify = (image: PushedImage, deadlineMs?: number): Promise<ProductVerdict> =>
    verifyAsProduct(world, image, { signers: [scene.profile.arn], ...(deadlineMs !== undefined && { deadlineMs }) });

  const attach = async (image: PushedImage, ...signatures: readonly Partial<CraftedEnvelope>[]): Promise<void> => {
    for (const claims of signatures) {
      const wanted = { target: image.descriptor, profile: scene.profile, chain: world.signer.chain, ...claims };
      await world.registry.attachSignature(image, { kind: 'envelope', envelope: craftEnvelope(wanted) });
    }
  };

  const pushWith = async (...signatures: readonly Partial<CraftedEnvelope>[]): Promise<PushedImage> => {
    const image = await scene.pushImage();
    await attach(image, ...signatures);
    return image;
  };

  it('trusts an image that the trusted profile signed', async () => {
    const image = await scene.pushSigned();
    await expect(verify(image)).resolves.toMatchObject({ verdict: { kind: 'trusted', policy: 'live' }, runs: 1 });
  });

  it('recognises an unsigned image', async () => {
    const { verdict } = await verify(await scene.pushImage());
    expect(verdict).toMatchObject({ kind: 'untrusted', reason: 'unsigned' });
  });

  it('rule 2: finds the good signature behind a tampered one and one that names another plugin', async () => {
    const image = await pushWith({ signature: 'tampered' }, { verificationPlugin: 'no.such' }, {});
    await expect(verify(image)).resolves.toMatchObject({ verdict: { kind: 'trusted' } });
  });

  it('rule 2: gives the image as the cause when the signature names another plugin', async () => {
    const { verdict } = await verify(await pushWith({ verificationPlugin: 'no.such' }));
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'image', reason: 'signature-unreadable' });
  });

  it('rule 1: gives the service as the cause when AWS Signer denies the revocation check', async () => {
    const image = await pushWith({ signature: 'tampered' }, {});
    world.gateway.addFault({ host: /signer/, effect: DENIED });
    const { verdict } = await verify(image);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'signer-unavailable' });
  });

  it('rule 1: gives the service as the cause when the registry is unavailable', async () => {
    const image = await scene.pushSigned();
    world.gateway.addFault({ host: ECR_HOST, effect: { kind: 'status', status: 503 } });
    const { verdict } = await verify(image);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable' });
  });

  describe('after a timeout', () => {
    it('gives the service as the cause when the registry also hangs for a single signature', async () => {
      const image = await scene.pushSigned();
      world.gateway.addFault({ host: ECR_HOST, effect: { kind: 'hang' } });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'timed-out' },
        runs: 2,
      });
    });

    it('gives the image as the cause when many signatures take too long but a single one does not', async () => {
      const bad = { signature: 'tampered' } as const;
      const image = await pushWith(...Array.from({ length: 20 }, () => bad));
      world.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, effect: SLOW });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'image', reason: 'timed-out-alone' },
        runs: 2,
      });
    });

    it('trusts the image when the registry was slow only once', async () => {
      const image = await scene.pushSigned();
      const late: FaultEffect = { kind: 'delay', milliseconds: 5_000 };
      world.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, times: 1, effect: late });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({ verdict: { kind: 'trusted' }, runs: 2 });
    });

    it('gives the service as the cause when the single signature could not be checked either', async () => {
      const image = await pushWith(...Array.from({ length: 8 }, () => ({})));
      world.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, effect: SLOW });
      world.gateway.addFault({ host: /signer/, effect: DENIED });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'timed-out' },
        runs: 2,
      });
    });
  });
});
