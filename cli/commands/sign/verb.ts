import type { Builder } from '../../../adapters/builders/builder';
import { formatRepository, parseImageReference, repositoryIdentity, type Digest } from '../../../verification';
import { exitStatusOf } from '../../shared/exit-status';
import { ToolFailure } from '../../shared/failure';
import { interruptible } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult } from '../../shared/print';
import { progressOn } from '../../shared/progress';
import { composeTools } from '../../shared/signing/compose-tools';
import { ensureSigned, type SignedCounts, type SigningTools } from '../../shared/signing/ensure-signed';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { parseSignOptions, SIGN, type SignOptions } from './options';
import { signerFor } from './signer-for';

type Work = SigningTools & { readonly builder: Builder };

interface SignedImage {
  /** `registry/repository@digest`. */
  readonly reference: string;
  readonly counts: SignedCounts;
}

const signOne = async (image: string, tools: Work): Promise<SignedImage> => {
  const { builder } = tools;
  const parsed = parseImageReference(image);
  const repository = formatRepository(repositoryIdentity(parsed));
  const digest: Digest | undefined = parsed.digest;
  if (digest === undefined) throw new Error(`expected a digest in ${image}, which the parser of options requires`);
  const reference = `${repository}@${digest}`;
  const progress = progressOn(process.stderr, image);
  const manifest = await builder.inspect(reference);
  if (manifest === undefined)
    throw new ToolFailure('refused', `${image}: there is no such image: push it first, or correct the digest`);
  const counts = await progress.step({
    doing: 'signing and verifying',
    work: () => ensureSigned(repository, manifest, tools),
    done: ({ before, now }) => `${before} signed before, ${now} signed now, all verified`,
  });
  return { reference, counts };
};

const signAll = (options: SignOptions): Promise<number> => {
  const done: SignedImage[] = [];
  const { images, json } = options;
  const { signer, region, partition } = signerFor(options, process.env);
  const repositories = images.map((image) => formatRepository(repositoryIdentity(parseImageReference(image))));
  const toJson = ({ reference, counts }: SignedImage): object => ({
    reference,
    profileVersionArn: signer.profileVersionArn,
    signedNow: counts.now,
    signedBefore: counts.before,
  });
  return interruptible('sign', {
    work: async (outside) => {
      const work = { signer, region, partition, repositories, ...outside, environment: process.env };
      const tools = await composeTools(work, options.builder);
      for (const image of images) {
        const signed = await signOne(image, tools);
        done.push(signed);
        if (!json) printResult(`${signed.reference}  ${signed.counts.now === 0 ? 'signed before' : 'signed'}\n`);
      }
      if (json) printJson(done.map(toJson));
      return 0;
    },
    soFar: () => `${done.length} of ${images.length} images signed and verified; run it again to resume`,
  });
};

const run: RunVerb = async (args, typedIn) => {
  const options = parseSignOptions(args, typedIn);
  return exitStatusOf('sign', () => signAll(options));
};

/** `image-trust sign`: signatures for images that a team's own pipeline built. */
export const signVerb: Verb = toVerb(SIGN, {
  ...PROSE,
  group: 'Verify and sign',
  summary: 'sign images by digest with a signing profile',
  standalone: '--profile',
  run,
});
