import { canaryRecipe } from '../../../../../cli/commands/sign-and-push/images/build-recipes';
import { inputsHash } from '../../../../../cli/commands/sign-and-push/images/image-inputs';
import { planImages, type WantedImage } from '../../../../../cli/commands/sign-and-push/plan';
import { renderPlan } from '../../../../../cli/commands/sign-and-push/render-plan';
import {
  canaryToolsOf,
  checkCanary,
  ensureForeign,
  ensureRevoked,
  wasSigned,
} from '../../../../../cli/commands/sign-and-push/run/canary-signatures';
import type { RunTools } from '../../../../../cli/commands/sign-and-push/run/run-tools';
import { CANARY_KINDS, untrusted, type CanaryKind, type Verdict } from '../../../../../verification';
import { aTrusted, someEvidence } from '../../../../support/domain/domain';
import { aRecipe, aWanted, digestOf, HOST, SIGNER } from '../images/sources';
import { FOREIGN, single } from './fake-run';

const MANIFEST = single(digestOf('b'));

const aCanary = (canary: CanaryKind, signatures: WantedImage['signatures']): WantedImage =>
  aWanted({ name: `canary-${canary}`, repository: `${HOST}/dev-canary`, source: aRecipe(), signatures, canary });

/** A registry and AWS Signer for one image: its good signatures by job, and what was done. */
const fakeSigner = (jobs: string[] = [], isForeign = false) => {
  const calls: string[] = [];
  let revoked = false;
  let foreign = isForeign;
  const verify = async (): Promise<Verdict> => {
    const [job] = jobs;
    if (job !== undefined) return aTrusted({ signatures: [someEvidence({ job })] });
    return untrusted(revoked ? 'revoked' : foreign ? 'signer-not-trusted' : 'unsigned', 'why');
  };
  const tools = {
    sign: async () => {
      calls.push('sign');
      jobs.push('job-new');
    },
    verify,
    verifyByProfile: verify,
    canary: {
      foreign: {
        signer: FOREIGN,
        sign: async () => {
          calls.push('sign foreign');
          foreign = true;
        },
        verify: async () => (foreign ? aTrusted() : untrusted('unsigned', '')),
      },
      revoke: async (job: string) => {
        calls.push(`revoke ${job}`);
        revoked = true;
        jobs.splice(jobs.indexOf(job), 1);
      },
    },
  };
  // Nothing else of the tools is used.
  return { calls, tools: tools as unknown as RunTools };
};

describe('ensureRevoked', () => {
  const image = aCanary('revoked', 'revoked');

  it('signs the image, and revokes the job of the signature', async () => {
    const { calls, tools } = fakeSigner();
    await expect(ensureRevoked(image, MANIFEST, tools)).resolves.toBe(1);
    expect(calls).toEqual(['sign', 'revoke job-new']);
    await checkCanary(image, MANIFEST, tools);
    await expect(ensureRevoked(image, MANIFEST, tools)).resolves.toBe(0);
    expect(calls).toHaveLength(2);
  });

  it('revokes every signature that interrupted runs left, without another one', async () => {
    const { calls, tools } = fakeSigner(['job-1', 'job-2']);
    await expect(ensureRevoked(image, MANIFEST, tools)).resolves.toBe(0);
    expect(calls).toEqual(['revoke job-1', 'revoke job-2']);
  });

  it('counts a revoked image as signed before, and an unsigned one not', async () => {
    const { tools } = fakeSigner();
    const { repository } = image;
    await expect(wasSigned(repository, MANIFEST, tools.verifyByProfile)).resolves.toBe(false);
    await ensureRevoked(image, MANIFEST, tools);
    await expect(wasSigned(repository, MANIFEST, tools.verifyByProfile)).resolves.toBe(true);
  });
});

describe('ensureForeign', () => {
  it('signs with the other profile once, and never with the own one', async () => {
    const image = aCanary('foreign', 'foreign');
    const { calls, tools } = fakeSigner();
    await expect(ensureForeign(image, MANIFEST, tools)).resolves.toBe(1);
    await expect(ensureForeign(image, MANIFEST, tools)).resolves.toBe(0);
    expect(calls).toEqual(['sign foreign']);
    await checkCanary(image, MANIFEST, tools);
  });
});

describe('checkCanary', () => {
  it('refuses an image that something else signed', async () => {
    const { tools } = fakeSigner([], true);
    await expect(checkCanary(aCanary('unsigned', 'none'), MANIFEST, tools)).rejects.toThrow(
      'expected that the canary image is untrusted (unsigned), found untrusted (signer-not-trusted): why',
    );
  });

  it('does not look at other images', async () => {
    const { tools } = fakeSigner();
    await expect(checkCanary(aWanted(), MANIFEST, tools)).resolves.toBeUndefined();
  });

  it('needs the tools of canary images', () => {
    expect(() => canaryToolsOf(aWanted(), undefined)).toThrow('expected tools for canary images');
  });
});

describe('the plan of canary images', () => {
  const signers = { ...SIGNER, foreign: FOREIGN };

  it('signs the foreign image with its own profile, and revokes the signature of the revoked one', () => {
    const images = [aCanary('foreign', 'foreign'), aCanary('revoked', 'revoked')];
    const text = renderPlan(planImages(images, { images: {} }, signers));
    expect(text).toContain(`verify    each of these signatures against ${FOREIGN.profileVersionArn}`);
    expect(text).toContain('revoke    this signature, which cannot be undone');
  });

  it('is refused without the profile of the foreign image', () => {
    expect(() => planImages([aCanary('foreign', 'foreign')], { images: {} }, SIGNER)).toThrow(
      'needs a profile of its own',
    );
  });

  it('has inputs of their own for each kind', () => {
    const hashes = CANARY_KINDS.map((kind) =>
      inputsHash({ ...canaryRecipe(kind, { platform: 'linux/amd64' }), bases: [] }),
    );
    expect(new Set(hashes).size).toBe(CANARY_KINDS.length);
  });
});
