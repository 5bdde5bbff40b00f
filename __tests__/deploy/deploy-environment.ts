import { join, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { bucketPolicies } from '../../testing/moto/gaps/bucket-policies';
import { pulledDigests } from '../../testing/moto/gaps/pulled-digests';
import { redrivePolicies } from '../../testing/moto/gaps/redrive-policies';
import { registryLogins } from '../../testing/moto/gaps/registry-logins';
import { signingProfiles } from '../../testing/moto/gaps/signing-profiles';
import { taskMemory } from '../../testing/moto/gaps/task-memory';
import type { Between } from '../../testing/moto/aws-exchange';
import { MotoFront } from '../../testing/moto/moto-front';
import { startMoto } from '../../testing/moto/moto-server';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { findTerraform } from '../../cli/shared/terraform/find-terraform';
import { storageFor } from '../support/image/buildah-storage';
import { runCommand, type CommandResult } from '../support/process/run-command';
import { askByQuery, textOf, type Caller } from './ask-aws';
import { ACCOUNT, makeCheckout, REGION, SAMPLE_SOURCE, type Network } from './deployment-files';
import { installNotation } from '../support/notation/install-notation';
import { findProviderMirror, linkMirror } from './provider-mirror';

const ROOT = resolve(__dirname, '../..');

/** By this key the commands of a person call, apart from what the test itself asks. */
export const DEPLOYER_KEY = 'AKIADEPLOYEREXAMPLE1';

type Run = (...args: readonly string[]) => Promise<CommandResult>;

/** An account of AWS in memory, a world of registries and signers around it, and a checkout to deploy from. */
export interface DeployWorld {
  readonly world: EmulatedEnvironment;
  readonly front: MotoFront;
  /** moto itself, past the front. */
  readonly moto: string;
  /** Somebody who may do everything. */
  readonly deployer: Caller;
  readonly network: Network;
  readonly directory: string;
  /** The environment of the commands below. */
  readonly environment: NodeJS.ProcessEnv;
  readonly imageTrust: Run;
  readonly cdktf: Run;
  /** Runs Terraform in a synthesised stack. */
  readonly terraform: (stack: string, ...args: readonly string[]) => Promise<CommandResult>;
  readonly buildah: Run;
  readonly stop: () => Promise<void>;
}

const publishSample = async ({ registry }: EmulatedEnvironment): Promise<void> => {
  const image = await registry.pushImage({ repository: SAMPLE_SOURCE, seed: 'sample' });
  await registry.pushIndex({
    repository: SAMPLE_SOURCE,
    tag: 'latest',
    platforms: [{ image, platform: 'linux/amd64' }],
  });
};

const networkOf = async (caller: Caller): Promise<Network> => {
  const ask = (Action: string): Promise<string> => askByQuery(caller, 'ec2', { Action, Version: '2016-11-15' });
  return {
    subnet: textOf(await ask('DescribeSubnets'), 'subnetId'),
    securityGroup: textOf(await ask('DescribeSecurityGroups'), 'groupId'),
  };
};

const commandsOf = (
  directory: string,
  environment: NodeJS.ProcessEnv,
): Pick<DeployWorld, 'imageTrust' | 'cdktf' | 'terraform' | 'buildah'> => {
  const run = (command: string, args: readonly string[], cwd = directory): Promise<CommandResult> =>
    runCommand(command, args, { env: environment, cwd });
  return {
    imageTrust: (...args) => run(process.execPath, [join(ROOT, 'bin/image-trust.js'), ...args]),
    cdktf: (...args) => run(join(ROOT, 'node_modules/.bin/cdktf'), args),
    terraform: (stack, ...args) => run('terraform', args, join(directory, 'cdktf.out/stacks', stack)),
    buildah: (...args) => run('buildah', args),
  };
};

/** What stands between callers and moto, in this order. */
const gapsOf = (world: EmulatedEnvironment): readonly Between[] => [
  registryLogins(world.ecrPassword),
  bucketPolicies(),
  redrivePolicies(),
  pulledDigests(),
  taskMemory(),
  signingProfiles(world.signer, ACCOUNT),
];

// Otherwise whoever looks at a task lets it end a little more.
const letTasksRun = async (moto: string): Promise<void> => {
  const body = JSON.stringify({ model_name: 'ecs::task', transition: { progression: 'manual', times: 1_000_000 } });
  const { ok, status } = await fetch(`${moto}/moto-api/state-manager/set-transition`, { method: 'POST', body });
  if (!ok) throw new Error(`moto did not take how tasks run: it answered ${status}`);
};

/** The world of registries and signers, moto, and the front before it. */
type Emulated = Pick<DeployWorld, 'world' | 'front' | 'moto' | 'deployer'>;

/** Takes what ends something that was started. */
type Started = (stop: () => unknown) => void;

const startEmulated = async (
  world: EmulatedEnvironment,
  more: readonly Between[],
  started: Started,
): Promise<Emulated> => {
  const { url: moto, stop } = await startMoto({ settings: { MOTO_ACCOUNT_ID: ACCOUNT } });
  started(stop);
  await letTasksRun(moto);
  const front = new MotoFront(moto, [...more, ...gapsOf(world)]);
  const endpoint = await front.start();
  started(() => front.stop());
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example-secret' };
  return { world, front, moto, deployer: { endpoint, region: REGION, ...keys } };
};

// Of this machine it has nothing but where programs and temporary files are.
const environmentOf = (
  { world, deployer }: Emulated,
  { directory, provider }: { readonly directory: string; readonly provider: string },
): NodeJS.ProcessEnv => ({
  TMPDIR: process.env['TMPDIR'],
  ...world.processEnvironment,
  ...installNotation(world, directory),
  ...storageFor(directory),
  HOME: directory,
  AWS_ENDPOINT_URL: deployer.endpoint,
  AWS_ACCESS_KEY_ID: DEPLOYER_KEY,
  AWS_PROVIDER_VERSION: provider,
  DEPLOYMENT: 'dev',
  CI: '1',
  CHECKPOINT_DISABLE: '1',
});

const furnish = async (emulated: Emulated): Promise<Omit<DeployWorld, 'stop'>> => {
  const directory = join(emulated.world.directory, 'checkout');
  mkdirSync(directory);
  makeCheckout(directory);
  const mirror = await findProviderMirror();
  linkMirror(directory, mirror);
  await publishSample(emulated.world);
  const environment = environmentOf(emulated, { directory, provider: mirror.version });
  const network = await networkOf(emulated.deployer);
  return { ...emulated, network, directory, environment, ...commandsOf(directory, environment) };
};

/**
 * Starts moto, its front, and a world of registries and signers, with `more` between callers and moto.
 * @throws ToolFailure or ToolsError that says in one line what is missing; then nothing runs any more.
 */
export const startDeployWorld = async (more: readonly Between[] = []): Promise<DeployWorld> => {
  await findTerraform(process.env);
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops) await each();
  };
  const started: Started = (each) => void stops.unshift(each);
  const world = await startEnvironment({
    progress: () => undefined,
    publicRegistries: ['public.ecr.aws'],
    region: REGION,
  });
  started(() => world.stop());
  try {
    const furnished = await furnish(await startEmulated(world, more, started));
    started(() => furnished.buildah('rmi', '--all', '--force'));
    return { ...furnished, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
