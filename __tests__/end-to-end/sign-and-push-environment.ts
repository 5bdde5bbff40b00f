import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseLock, type Lock } from '../../contracts/lock/lock';
import type { PushedImage } from '../../testing/registry/image-publisher';
import type { SigningProfile } from '../../testing/signer/signing-profile';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { storageFor } from '../support/image/buildah-storage';
import { startEcrApi, type EcrApi } from '../support/aws/ecr-api';
import { startSignerApi, type SignerApi } from '../support/aws/signer-api';
import { installNotation } from '../support/notation/install-notation';
import { verifyWithNotation, type NotationOutcome } from '../support/notation/verify-with-notation';
import { runCommand, type CommandResult } from '../support/process/run-command';
import { ACCOUNT, deploymentText, outputsText, REGION } from './sign-and-push-files';

export { HOST } from './sign-and-push-files';

const ROOT = resolve(__dirname, '../..');
/** The repository from which the sample image is copied. */
export const SOURCE = 'public.ecr.aws/team/app';

/** Arguments that build the verifier's image from other base images. */
export const buildArguments = (bases: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(bases).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);

/** The variables that locate this machine's docker. */
const dockerOf = ({ DOCKER_HOST, DOCKER_CONFIG }: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...(DOCKER_HOST === undefined ? {} : { DOCKER_HOST }),
  ...(DOCKER_CONFIG === undefined ? {} : { DOCKER_CONFIG }),
});

/** An image index and the images that it lists. */
export interface PublishedIndex {
  readonly index: PushedImage;
  readonly platforms: readonly PushedImage[];
}

/** An emulated environment, and a checkout with the deployment `dev`, from which image-trust pushes and signs for real. */
export interface PushEnvironment {
  readonly emulated: EmulatedEnvironment;
  readonly ecr: EcrApi;
  readonly signerApi: SignerApi;
  /** The deployment's signing profile in its current version. */
  readonly profile: () => SigningProfile;
  /** Creates a new version of the profile and writes it into the outputs. */
  readonly renewProfile: () => void;
  /** The checkout. */
  readonly directory: string;
  /** Runs a command of image-trust in the checkout. */
  readonly imageTrust: (...args: readonly string[]) => Promise<CommandResult>;
  /** Runs a command of image-trust with some variables changed. */
  readonly imageTrustWith: (variables: NodeJS.ProcessEnv, ...args: readonly string[]) => Promise<CommandResult>;
  /** Runs buildah with the same storage as image-trust. */
  readonly buildah: (...args: readonly string[]) => Promise<CommandResult>;
  /** Publishes an index of two platforms as the newest source of the sample image. */
  readonly publishSource: (seed: string) => Promise<PublishedIndex>;
  /** Verifies a reference with real notation. Default: only the current version of the profile is trusted. */
  readonly verify: (reference: string, trusted?: SigningProfile) => Promise<NotationOutcome>;
  /** The text of the lock; undefined when there is no lock. */
  readonly readLock: () => string | undefined;
  /** The images in the lock. */
  readonly lockedImages: () => Lock['images'];
  /** Replaces the text of the lock. */
  readonly writeLock: (text: string) => void;
  /** Replaces the lock by an empty one. */
  readonly emptyLock: () => void;
  readonly stop: () => Promise<void>;
}

// Runs a command as the executable would, but in a directory that has no copy of the project.
const RUNNER = `
  const { signAndPushVerb } = require('${ROOT}/cli/commands/sign-and-push/verb.ts');
  const { signVerb } = require('${ROOT}/cli/commands/sign/verb.ts');
  const [name, ...args] = process.argv.slice(1);
  ({ 'sign-and-push': signAndPushVerb, sign: signVerb })[name].run(args).then(
    (status) => { process.exitCode = status; },
    (error) => { process.stderr.write(String(error.stack)); process.exitCode = 70; },
  );
`;

const LOCK = 'deployments/dev.lock.json';

const publishIndex = async ({ registry }: EmulatedEnvironment, seed: string): Promise<PublishedIndex> => {
  const platforms = await Promise.all(
    ['linux/amd64', 'linux/arm64'].map(async (platform) => ({
      image: await registry.pushImage({ repository: SOURCE, seed: `${seed} ${platform}` }),
      platform,
    })),
  );
  const index = await registry.pushIndex({ repository: SOURCE, tag: 'latest', platforms });
  return { index, platforms: platforms.map(({ image }) => image) };
};

const removeImages = async (buildah: PushEnvironment['buildah']): Promise<void> => {
  // A failed build leaves containers behind; their mounts would keep the directory from being removed.
  await buildah('rm', '--all');
  await buildah('rmi', '--all', '--force');
};

type Commands = Pick<PushEnvironment, 'imageTrust' | 'imageTrustWith' | 'buildah'>;

const commandsIn = (directory: string, env: NodeJS.ProcessEnv): Commands => {
  const imageTrustWith: Commands['imageTrustWith'] = (variables, ...args) =>
    runCommand(process.execPath, ['-r', require.resolve('tsx/cjs'), '-e', RUNNER, '--', ...args], {
      env: { ...env, ...variables },
      cwd: directory,
    });
  return {
    imageTrustWith,
    imageTrust: (...args) => imageTrustWith({}, ...args),
    buildah: (...args) => runCommand('buildah', args, { env, cwd: directory }),
  };
};

/** Starts an emulated environment with a checkout whose sample image is a copy of {@link SOURCE}. */
export const startPushEnvironment = async (): Promise<PushEnvironment> => {
  const publicRegistries = ['public.ecr.aws'];
  const emulated = await startEnvironment({ progress: () => undefined, publicRegistries, region: REGION });
  const directory = join(emulated.directory, 'checkout');
  const lock = join(directory, LOCK);
  mkdirSync(join(directory, 'deployments'), { recursive: true });
  writeFileSync(join(directory, 'deployments/dev.json'), deploymentText(`${SOURCE}:latest`));
  let profile: SigningProfile;
  const renewProfile = (): void => {
    profile = emulated.signer.addProfile({ account: ACCOUNT, name: 'dev_workloads', region: REGION });
    writeFileSync(join(directory, 'deployments/dev.outputs.json'), outputsText({ profile }));
  };
  renewProfile();
  const ecr = await startEcrApi(() => emulated.ecrPassword);
  const signerApi = await startSignerApi({ ledger: emulated.signer, region: REGION, directory });
  const commands = commandsIn(directory, {
    HOME: directory,
    ...installNotation(emulated, directory),
    ...storageFor(directory),
    ...dockerOf(process.env),
    ...emulated.processEnvironment,
    AWS_ENDPOINT_URL_ECR: ecr.url,
    ...signerApi.environment,
  });
  const readLock = (): string | undefined => (existsSync(lock) ? readFileSync(lock, 'utf8') : undefined);
  return {
    emulated,
    ecr,
    signerApi,
    profile: () => profile,
    renewProfile,
    directory,
    ...commands,
    publishSource: (seed) => publishIndex(emulated, seed),
    verify: (reference, { versionArn } = profile) => verifyWithNotation(emulated, reference, { trusted: [versionArn] }),
    readLock,
    lockedImages: () => parseLock(readLock() ?? '', LOCK).images,
    writeLock: (text) => writeFileSync(lock, text),
    emptyLock: () => writeFileSync(lock, '{ "version": 1, "deployment": "dev", "images": {} }'),
    stop: async () => {
      await ecr.stop();
      await signerApi.stop();
      await removeImages(commands.buildah);
      await emulated.stop();
    },
  };
};
