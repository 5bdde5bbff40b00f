import type { FaultEffect } from '../../testing/gateway/fault';
import type { PushedImage } from '../../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../../testing/signer/craft-envelope';
import { verifyAsProduct, type ProductVerdict } from '../support/notation/verify-as-product';
import { ECR_HOST } from '../support/notation/signing-scenario';
import { useLiveEnvironment } from './live-environment';

const DEADLINE_MS = 1_500;
const SLOW: FaultEffect = { kind: 'delay', milliseconds: 300 };
const DENIED: FaultEffect = { kind: 'status', status: 403, code: 'AccessDeniedException' };

jest.setTimeout(20_000);

describe('classifying real runs of notation', () => {
  const live = useLiveEnvironment();

  const verify = (image: PushedImage, deadlineMs?: number): Promise<ProductVerdict> =>
    verifyAsProduct(live.environment, image, {
      signers: [live.scenario.profile.arn],
      ...(deadlineMs !== undefined && { deadlineMs }),
    });

  const attach = async (image: PushedImage, ...signatures: readonly Partial<CraftedEnvelope>[]): Promise<void> => {
    for (const claims of signatures) {
      const wanted = {
        target: image.descriptor,
        profile: live.scenario.profile,
        chain: live.environment.signer.chain,
        ...claims,
      };
      await live.environment.registry.attachSignature(image, { kind: 'envelope', envelope: craftEnvelope(wanted) });
    }
  };

  const pushWith = async (...signatures: readonly Partial<CraftedEnvelope>[]): Promise<PushedImage> => {
    const image = await live.scenario.pushImage();
    await attach(image, ...signatures);
    return image;
  };

  it('trusts an image that the trusted profile signed', async () => {
    const image = await live.scenario.pushSigned();
    await expect(verify(image)).resolves.toMatchObject({ verdict: { kind: 'trusted', policy: 'live' }, runs: 1 });
  });

  it('recognises an unsigned image', async () => {
    const { verdict } = await verify(await live.scenario.pushImage());
    expect(verdict).toMatchObject({ kind: 'untrusted', reason: 'unsigned' });
  });

  it('rule 2: finds the good signature behind a tampered one and one that names another plugin', async () => {
    const image = await pushWith({ signature: 'tampered' }, { verificationPlugin: 'no.such' }, {});
    await expect(verify(image)).resolves.toMatchObject({ verdict: { kind: 'trusted' } });
  });

  it('rule 2: is inconclusive because of the image when the signature names another plugin', async () => {
    const { verdict } = await verify(await pushWith({ verificationPlugin: 'no.such' }));
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'image', reason: 'signature-unreadable' });
  });

  it('rule 1: is inconclusive because of the service when AWS Signer denies the revocation check', async () => {
    const image = await pushWith({ signature: 'tampered' }, {});
    live.environment.gateway.addFault({ host: /signer/, effect: DENIED });
    const { verdict } = await verify(image);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'signer-unavailable' });
  });

  it('rule 1: is inconclusive because of the service when the registry is unavailable', async () => {
    const image = await live.scenario.pushSigned();
    live.environment.gateway.addFault({ host: ECR_HOST, effect: { kind: 'status', status: 503 } });
    const { verdict } = await verify(image);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable' });
  });

  describe('after a timeout', () => {
    it('is inconclusive because of the service when the registry also hangs for a single signature', async () => {
      const image = await live.scenario.pushSigned();
      live.environment.gateway.addFault({ host: ECR_HOST, effect: { kind: 'hang' } });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'timed-out' },
        runs: 2,
      });
    });

    it('is inconclusive because of the image when many signatures take too long but a single one does not', async () => {
      const bad = { signature: 'tampered' } as const;
      const image = await pushWith(...Array.from({ length: 20 }, () => bad));
      live.environment.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, effect: SLOW });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'image', reason: 'timed-out-alone' },
        runs: 2,
      });
    });

    it('trusts the image when the registry was slow only once', async () => {
      const image = await live.scenario.pushSigned();
      const late: FaultEffect = { kind: 'delay', milliseconds: 5_000 };
      live.environment.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, times: 1, effect: late });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({ verdict: { kind: 'trusted' }, runs: 2 });
    });

    it('is inconclusive because of the service when the single signature could not be checked either', async () => {
      const image = await pushWith(...Array.from({ length: 8 }, () => ({})));
      live.environment.gateway.addFault({ host: ECR_HOST, path: /\/blobs\//, effect: SLOW });
      live.environment.gateway.addFault({ host: /signer/, effect: DENIED });
      await expect(verify(image, DEADLINE_MS)).resolves.toMatchObject({
        verdict: { kind: 'inconclusive', cause: 'service', reason: 'timed-out' },
        runs: 2,
      });
    });
  });
});
