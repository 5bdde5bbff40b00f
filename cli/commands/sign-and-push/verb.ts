import type { Deployment } from '../../../contracts/deployment/deployment';
import { profileArnOf, type Signer } from '../../shared/signing/signer';
import type { Verb } from '../../image-trust';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { readDeployment } from '../../shared/read-deployment';
import { composeTools } from '../../shared/signing/compose-tools';
import { EXIT_CODES, exitStatusOf } from '../../shared/exit-status';
import { lockFileOf, readLock } from './lock-file';
import { parseSignAndPushOptions, type SignAndPushOptions } from './options';
import { planImages } from './plan';
import { renderPlan } from './render-plan';
import { runPlans } from './run/run-plans';
import { checkRepositories, findSigningOutputs, readSigningOutputs } from '../../shared/signing/signing-outputs';
import { chosenImages, resolvingBy, wantedImages } from './images/wanted-images';

const HELP = `Usage: image-trust sign-and-push [--deployment NAME] [--outputs FILE] [--image NAME]... [--builder NAME]
                                 [--build-arg NAME=VALUE]... [--dry-run]

Builds or copies the images of a deployment, pushes them, signs each by digest (of an index each platform, too), verifies what it
signed, and writes repository, tag, digest and signer to deployments/NAME.lock.json, which is to be committed. An image's tag is the
hash of all it is made from: what is unchanged, in the registry and signed is left alone.

  --deployment NAME      the deployment (else the variable DEPLOYMENT, else the only one)
  --outputs FILE         what cdktf deploy NAME-signing --outputs-file FILE wrote, or terraform output -json in that stack
                         (default: deployments/NAME.outputs.json)
  --image NAME           only this image: verifier, sample-signed or sample-unsigned; may be repeated (default: all)
  --builder NAME         docker (with buildx), podman or buildah (both with skopeo) (default: the first that works)
  --build-arg NAME=VALUE for every Dockerfile that declares it, as GO_BASE, NODE_BASE or PLUGIN_IMAGE; may be repeated
  --dry-run              prints the plan and changes nothing; asks neither AWS nor a registry
  --help                 this text

Needs a builder, notation 1.3 with the AWS Signer plugin and AWS Signer's root certificate where their installer puts them, and AWS
credentials that may push to the repositories and use the signing profile (signer:SignPayload).

${EXIT_CODES}
`;

const dryRun = async (deployment: Deployment, options: SignAndPushOptions): Promise<number> => {
  const outputs = findSigningOutputs(deployment, options.outputs);
  const profileArn = outputs?.profileArn ?? profileArnOf(deployment);
  const signer = {
    profileArn,
    profileVersionArn: outputs?.profileVersionArn ?? 'the version that the outputs will name',
  };
  if (outputs === undefined)
    process.stderr.write('the outputs of the signing stack are not there yet: names follow from the deployment file\n');
  const resolve = () => Promise.resolve(undefined);
  const images = await wantedImages(deployment, { names: options.images, given: options.buildArguments, resolve });
  process.stdout.write(renderPlan(planImages(images, readLock(lockFileOf(deployment), deployment.name), signer)));
  return 0;
};

type Run = WorkTools & { readonly onDone: (name: string) => void };

const runAll = async (deployment: Deployment, options: SignAndPushOptions, { run, cleanUp, scratch, onDone }: Run) => {
  const { images: names, buildArguments: given } = options;
  const repositories = chosenImages(deployment, names).map(({ repository }) => repository);
  const outputs = readSigningOutputs(deployment, options.outputs);
  checkRepositories(outputs, repositories, deployment);
  const file = lockFileOf(deployment);
  const lock = readLock(file, deployment.name);
  const signer: Signer = { profileArn: outputs.profileArn, profileVersionArn: outputs.profileVersionArn };
  const { partition, region } = deployment;
  const work = { partition, region, signer, repositories, scratch, run, cleanUp, environment: process.env };
  const tools = await composeTools(work, options.builder);
  const images = await wantedImages(deployment, { names, given, resolve: resolvingBy(tools.builder.inspect) });
  await runPlans(planImages(images, lock, signer), { ...tools, signer, scratch, lock, file, onDone });
  return 0;
};

const signAndPush = (deployment: Deployment, options: SignAndPushOptions): Promise<number> => {
  const done: string[] = [];
  const all = chosenImages(deployment, options.images).length;
  return interruptible('sign-and-push', {
    work: (tools) => runAll(deployment, options, { ...tools, onDone: (name) => done.push(name) }),
    soFar: () => `${done.length} of ${all} images done and locked; run it again to go on`,
  });
};

const run = async (args: readonly string[]): Promise<number> => {
  const options = parseSignAndPushOptions(args);
  const deployment = readDeployment(options.deployment, process.env);
  return exitStatusOf('sign-and-push', () => (options.dryRun ? dryRun : signAndPush)(deployment, options));
};

/** `image-trust sign-and-push`: a deployment's images, from their sources to signed digests in the lock. */
export const signAndPushVerb: Verb = {
  summary: 'builds, pushes, signs and locks the images of a deployment',
  help: HELP,
  run,
};
