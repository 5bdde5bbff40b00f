import type { Lock } from '../../../contracts/lock/lock';
import { ownProfileArn } from '../../../contracts/deployment/own-profile';
import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import { exitStatusOf } from '../../shared/exit-status';
import { interruptible, type WorkTools } from '../../shared/interruption';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printResult, say } from '../../shared/print';
import { readLockedDeployment } from '../../shared/read-deployment';
import { composeTools } from '../../shared/signing/compose-tools';
import type { Signer } from '../../shared/signing/signer';
import {
  checkCanaryProfile,
  checkRepositories,
  findSigningOutputs,
  readSigningOutputs,
} from '../../shared/signing/signing-outputs';
import type { RunVerb, Verb } from '../../verb';
import { PROSE } from './help';
import { bundleFunctions } from './images/build-recipes';
import { foreignSigner } from './foreign-signer';
import { chosenImages, resolvingBy, wantedImages, type WantedSettings } from './images/wanted-images';
import { parseSignAndPushOptions, SIGN_AND_PUSH, type SignAndPushOptions } from './options';
import { planImages } from './plan';
import { renderPlan } from './render-plan';
import { recordRetained } from './run/record-retained';
import { composeCanary } from './run/compose-canary';
import { runPlans, type DoneImage } from './run/run-plans';

const wantedBy = (
  { images: names, buildArguments: given, updateBases }: SignAndPushOptions,
  { images }: Lock,
): Omit<WantedSettings, 'resolve'> => {
  const pinnedBases = (name: string) => (updateBases ? {} : (new Map(Object.entries(images)).get(name)?.bases ?? {}));
  return { names, given, bundle: bundleFunctions, pinnedBases };
};

const dryRun = async ({ deployment, lock }: LockedDeployment, options: SignAndPushOptions): Promise<number> => {
  const outputs = findSigningOutputs(deployment, options.outputs);
  const profileArn = outputs?.profileArn ?? ownProfileArn(deployment);
  const signer = {
    profileArn,
    profileVersionArn: outputs?.profileVersionArn ?? 'the version that the outputs will name',
  };
  if (outputs === undefined)
    say('the signing stack has no outputs yet: the names are those that follow from the deployment file');
  const resolve = () => Promise.resolve(undefined);
  const images = await wantedImages(deployment, { ...wantedBy(options, lock), resolve });
  const foreign = foreignSigner(deployment, outputs);
  const plans = planImages(images, lock, { ...signer, foreign });
  if (options.json)
    printJson(plans.map(({ image, inputs, destination, steps }) => ({ name: image.name, inputs, destination, steps })));
  else printResult(renderPlan(plans));
  return 0;
};

type Run = WorkTools & { readonly onDone: (done: DoneImage) => void };

const runAll = async (
  locked: LockedDeployment,
  options: SignAndPushOptions,
  { run, cleanUp, scratch, onDone }: Run,
) => {
  const { deployment, lockFile: file } = locked;
  const chosen = chosenImages(deployment, options.images);
  const repositories = chosen.map(({ repository }) => repository);
  const outputs = readSigningOutputs(deployment, options.outputs);
  checkRepositories(outputs, repositories, deployment);
  if (chosen.some(({ signature }) => signature === 'foreign')) checkCanaryProfile(outputs, deployment);
  const lock = await recordRetained(locked, say);
  const signer: Signer = { profileArn: outputs.profileArn, profileVersionArn: outputs.profileVersionArn };
  const { partition, region } = deployment;
  const work = { partition, region, signer, repositories, scratch, run, cleanUp, environment: process.env };
  const tools = await composeTools(work, options.builder);
  const resolve = resolvingBy(tools.builder.inspect);
  const images = await wantedImages(deployment, { ...wantedBy(options, lock), resolve });
  const canary = await composeCanary(deployment, outputs, work);
  const plans = planImages(images, lock, { ...signer, foreign: canary?.foreign.signer });
  await runPlans(plans, { ...tools, canary, signer, scratch, lock, file, onDone });
  return 0;
};

const toJson = ({ name, result: { locked, done } }: DoneImage): object => ({
  name,
  reference: `${locked.repository}@${locked.digest}`,
  done,
  signed: locked.profileVersionArn !== null,
});

type Print = (text: string) => void;

const signAndPush = (locked: LockedDeployment, options: SignAndPushOptions, print: Print): Promise<number> => {
  const done: DoneImage[] = [];
  const all = chosenImages(locked.deployment, options.images).length;
  const onDone = (image: DoneImage): void => {
    done.push(image);
    if (!options.json) print(image.line);
  };
  return interruptible('sign-and-push', {
    work: async (tools) => {
      const status = await runAll(locked, options, { ...tools, onDone });
      if (options.json) printJson(done.map(toJson));
      return status;
    },
    soFar: () => `${done.length} of ${all} images done and locked; run it again to resume`,
  });
};

/** Makes `image-trust sign-and-push` that prints the line of each finished image by `print`. */
export const signAndPushTo =
  (print: Print): RunVerb =>
  async (args, typedIn) => {
    const options = parseSignAndPushOptions(args, typedIn);
    const locked = readLockedDeployment(options.deployment, process.env);
    return exitStatusOf('sign-and-push', () =>
      options.dryRun ? dryRun(locked, options) : signAndPush(locked, options, print),
    );
  };

/** `image-trust sign-and-push`: a deployment's images, from their sources to signed digests in the lock. */
export const signAndPushVerb: Verb = toVerb(SIGN_AND_PUSH, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'build, push, sign and lock the images of a deployment',
  run: signAndPushTo(printResult),
});
