import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SigningProfile } from '../../testing/signer/signing-profile';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { storageFor } from '../support/image/buildah-storage';
import { startEcrApi, type EcrApi } from '../support/aws/ecr-api';
import { installNotation } from '../support/notation/install-notation';
import { runCommand, type CommandResult } from '../support/process/run-command';

const ROOT = resolve(__dirname, '../..');
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

/** The ECR host of the deployment that is pushed to. */
export const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** Where this machine's docker is, as far as variables say. */
const dockerOf = ({ DOCKER_HOST, DOCKER_CONFIG }: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...(DOCKER_HOST === undefined ? {} : { DOCKER_HOST }),
  ...(DOCKER_CONFIG === undefined ? {} : { DOCKER_CONFIG }),
});

/** A world with a deployment in a directory of its own, whose images can be pushed and signed for real. */
export interface PushWorld {
  readonly world: EmulatedEnvironment;
  readonly ecr: EcrApi;
  /** The profile that signs now. */
  readonly profile: () => SigningProfile;
  /** Gives the profile another version, which the outputs then name. */
  readonly renewProfile: () => void;
  readonly directory: string;
  /** Runs a verb of image-trust in the directory. */
  readonly imageTrust: (...args: readonly string[]) => Promise<CommandResult>;
  /** The same, with some variables changed. */
  readonly imageTrustWith: (variables: NodeJS.ProcessEnv, ...args: readonly string[]) => Promise<CommandResult>;
  /** Runs buildah with the storage that image-trust uses, too. */
  readonly buildah: (...args: readonly string[]) => Promise<CommandResult>;
  readonly readLock: () => string | undefined;
  readonly removeLock: () => void;
  readonly stop: () => Promise<void>;
}

// Written as the executable would run it, from a directory that is not the checkout.
const RUNNER = `
  const { signAndPushVerb } = require('${ROOT}/cli/commands/sign-and-push/verb.ts');
  const { signVerb } = require('${ROOT}/cli/commands/sign/verb.ts');
  const [name, ...args] = process.argv.slice(1);
  ({ 'sign-and-push': signAndPushVerb, sign: signVerb })[name].run(args).then(
    (status) => { process.exitCode = status; },
    (error) => { process.stderr.write(String(error.stack)); process.exitCode = 70; },
  );
`;

const deploymentFile = (copied: string): object => ({
  version: 1,
  name: 'dev',
  account: ACCOUNT,
  region: REGION,
  signing: { profile: 'dev_workloads', repositories: { workloads: [], verifier: 'dev-image-trust' } },
  policies: {
    sample: {
      repositories: [`${HOST}/dev-sample/*`],
      signers: [`arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/dev_workloads`],
    },
  },
  sample: { subnets: ['subnet-0123456789abcdef0'], image: { copy: copied } },
});

const outputsFile = (profile: SigningProfile): object => ({
  'dev-signing': {
    verifierRepositoryUri: `${HOST}/dev-image-trust`,
    workloadRepositoryUris: {
      'dev-sample/signed': `${HOST}/dev-sample/signed`,
      'dev-sample/unsigned': `${HOST}/dev-sample/unsigned`,
    },
    profileArn: profile.arn,
    profileVersionArn: profile.versionArn,
  },
});

/** Starts a world whose deployment `dev` copies that image as its sample. */
export const startPushWorld = async (copied: string): Promise<PushWorld> => {
  const world = await startEnvironment({
    progress: () => undefined,
    publicRegistries: ['public.ecr.aws'],
    region: REGION,
  });
  const directory = join(world.directory, 'checkout');
  mkdirSync(join(directory, 'deployments'), { recursive: true });
  let profile: SigningProfile;
  const renewProfile = (): void => {
    profile = world.signer.addProfile({ account: ACCOUNT, name: 'dev_workloads', region: REGION });
    writeFileSync(join(directory, 'deployments/dev.outputs.json'), JSON.stringify(outputsFile(profile)));
  };
  renewProfile();
  const lock = join(directory, 'deployments/dev.lock.json');
  writeFileSync(join(directory, 'deployments/dev.json'), JSON.stringify(deploymentFile(copied)));
  const ecr = await startEcrApi(() => world.ecrPassword);
  const env = {
    HOME: directory,
    ...installNotation(world, directory),
    ...storageFor(directory),
    ...dockerOf(process.env),
    ...world.processEnvironment,
    AWS_ENDPOINT_URL_ECR: ecr.url,
  };
  const imageTrust = (own: NodeJS.ProcessEnv, args: readonly string[]): Promise<CommandResult> =>
    runCommand(process.execPath, ['-r', require.resolve('tsx/cjs'), '-e', RUNNER, '--', ...args], {
      env: { ...env, ...own },
      cwd: directory,
    });
  const buildah: PushWorld['buildah'] = (...args) => runCommand('buildah', args, { env, cwd: directory });
  return {
    world,
    ecr,
    profile: () => profile,
    renewProfile,
    directory,
    buildah,
    imageTrust: (...args) => imageTrust({}, args),
    imageTrustWith: (variables, ...args) => imageTrust(variables, args),
    readLock: () => (existsSync(lock) ? readFileSync(lock, 'utf8') : undefined),
    removeLock: () => writeFileSync(lock, '{ "version": 1, "deployment": "dev", "images": {} }'),
    stop: async () => {
      await ecr.stop();
      // A build that fails leaves containers behind, whose mounts keep the directory from being removed.
      await buildah('rm', '--all');
      await buildah('rmi', '--all', '--force');
      await world.stop();
    },
  };
};
