import type { Builder } from '../../../adapters/builders/builder';
import { ToolFailure } from '../../shared/failure';
import { formatRepository, parseImageReference, repositoryIdentity, type Digest } from '../../../verification';
import type { Verb } from '../../image-trust';
import { interruptible } from '../../shared/interruption';
import { composeTools } from '../../shared/signing/compose-tools';
import { ensureSigned, type SigningTools } from '../../shared/signing/ensure-signed';
import { EXIT_CODES, exitStatusOf } from '../../shared/exit-status';
import { progressOn } from '../../shared/progress';
import { parseSignOptions, type SignOptions } from './options';
import { signerFor } from './signer-for';

const HELP = `Usage: image-trust sign IMAGE... [--deployment NAME | --profile ARN] [--outputs FILE] [--builder NAME]

Signs images of your own with the signing profile of a deployment, and verifies what it signed: of an index the index itself and
each platform that it lists. What has a good signature already is left alone, so it can be run again.

  IMAGE              an image in ECR by digest: ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:...
  --deployment NAME  whose profile signs (else the variable DEPLOYMENT, else the only deployment)
  --outputs FILE     outputs of the signing stack (default: deployments/NAME.outputs.json)
  --profile ARN      a signing profile, or one version of it, instead of a deployment's
  --builder NAME     the program that looks at the registry: docker, podman or buildah (default: the first that works)
  --help             this text

Needs notation 1.3 with the AWS Signer plugin, docker with buildx or skopeo, and AWS credentials that may use the profile
(signer:SignPayload) and push to the repository.

${EXIT_CODES}
`;

type Work = SigningTools & { readonly builder: Builder };

const signOne = async (image: string, tools: Work): Promise<void> => {
  const { builder } = tools;
  const reference = parseImageReference(image);
  const repository = formatRepository(repositoryIdentity(reference));
  const digest: Digest | undefined = reference.digest;
  if (digest === undefined) throw new Error(`expected a digest in ${image}, as the options were checked for`);
  const progress = progressOn(process.stderr, image);
  const manifest = await builder.inspect(`${repository}@${digest}`);
  if (manifest === undefined)
    throw new ToolFailure('refused', `${image}: there is no such image: push it first, or mend the digest`);
  const counts = await progress.step({
    doing: 'signing and verifying',
    work: () => ensureSigned(repository, manifest, tools),
    done: ({ before, now }) => `${before} signed before, ${now} signed now, all verified`,
  });
  process.stdout.write(`${repository}@${digest}  ${counts.now === 0 ? 'signed before' : 'signed'}\n`);
};

const signAll = (options: SignOptions): Promise<number> => {
  let done = 0;
  const { images } = options;
  const { signer, region, partition } = signerFor(options, process.env);
  const repositories = images.map((image) => formatRepository(repositoryIdentity(parseImageReference(image))));
  return interruptible('sign', {
    work: async (outside) => {
      const work = { signer, region, partition, repositories, ...outside, environment: process.env };
      const tools = await composeTools(work, options.builder);
      for (const image of images) {
        await signOne(image, tools);
        done += 1;
      }
      return 0;
    },
    soFar: () => `${done} of ${images.length} images signed and verified; run it again to go on`,
  });
};

const run = async (args: readonly string[]): Promise<number> => {
  const options = parseSignOptions(args);
  return exitStatusOf('sign', () => signAll(options));
};

/** `image-trust sign`: signatures for images that a team's own pipeline built. */
export const signVerb: Verb = { summary: 'signs images by digest with a signing profile', help: HELP, run };
