import { join, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { asynchronousInvocations } from '../../testing/moto/gaps/asynchronous-invocations';
import { bucketPolicies } from '../../testing/moto/gaps/bucket-policies';
import { pulledDigests } from '../../testing/moto/gaps/pulled-digests';
import { redrivePolicies } from '../../testing/moto/gaps/redrive-policies';
import { registryLogins } from '../../testing/moto/gaps/registry-logins';
import { revokedSignatures } from '../../testing/moto/gaps/revoked-signatures';
import { serviceDeployments } from '../../testing/moto/gaps/service-deployments';
import { signingProfiles } from '../../testing/moto/gaps/signing-profiles';
import { suspendedVersions } from '../../testing/moto/gaps/suspended-versions';
import { taskMemory } from '../../testing/moto/gaps/task-memory';
import type { Interceptor } from '../../testing/moto/moto-call';
import { MotoProxy } from '../../testing/moto/moto-proxy';
import { startMoto } from '../../testing/moto/moto-server';
import { startEnvironment, type EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import { findTerraform } from '../../cli/shared/terraform/find-terraform';
import { storageFor } from '../support/image/buildah-storage';
import { runCommand, type CommandResult } from '../support/process/run-command';
import { callQueryApi, textOf, type Caller } from './call-aws';
import { ACCOUNT, makeCheckout, REGION, SAMPLE_SOURCE, type Network } from './deployment-files';
import { sendHookEvent } from './emulated-ecs';
import { installNotation } from '../support/notation/install-notation';
import { keepTasksRunning } from './keep-tasks-running';
import { findProviderMirror, linkMirror } from './provider-mirror';
import { createWebhookSecret } from './webhook-secret';

const ROOT = resolve(__dirname, '../..');

/** The program `image-trust`. */
export const IMAGE_TRUST = join(ROOT, 'bin/image-trust.js');

/** The access key of the commands under test; it distinguishes their calls from those of the test. */
export const DEPLOYER_KEY = 'AKIADEPLOYEREXAMPLE1';

/** The access key of whoever may use break-glass. */
export const ON_CALL_KEY = 'AKIAONCALLEXAMPLE001';

/** The access key of whoever reads reports. */
export const REPORT_READER_KEY = 'AKIAREPORTEXAMPLE001';

/** The access key of whoever owns a service. */
export const SERVICE_OWNER_KEY = 'AKIASERVICEEXAMPLE01';

type Run = (...args: readonly string[]) => Promise<CommandResult>;

/** An emulated AWS account with registries and signers, and a checkout to deploy from. */
export interface DeployEnvironment {
  readonly emulated: EmulatedEnvironment;
  readonly proxy: MotoProxy;
  /** The URL of moto itself, without the proxy. */
  readonly moto: string;
  /** The test's own caller, which may do everything. */
  readonly admin: Caller;
  readonly network: Network;
  /** The ARN of the secret with the address and the key of the webhook. */
  readonly webhookSecret: string;
  readonly directory: string;
  /** The environment variables of the commands below. */
  readonly variables: NodeJS.ProcessEnv;
  readonly imageTrust: Run;
  /** Runs the same command with another access key. */
  readonly imageTrustAs: (accessKey: string, ...args: readonly string[]) => Promise<CommandResult>;
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
  const call = (Action: string): Promise<string> => callQueryApi(caller, 'ec2', { Action, Version: '2016-11-15' });
  return {
    subnet: textOf(await call('DescribeSubnets'), 'subnetId'),
    securityGroup: textOf(await call('DescribeSecurityGroups'), 'groupId'),
  };
};

const commandsIn = (
  directory: string,
  variables: NodeJS.ProcessEnv,
): Pick<DeployEnvironment, 'imageTrust' | 'imageTrustAs' | 'cdktf' | 'terraform' | 'buildah'> => {
  const run = (command: string, args: readonly string[], cwd = directory): Promise<CommandResult> =>
    runCommand(command, args, { env: variables, cwd });
  return {
    imageTrust: (...args) => run(process.execPath, [IMAGE_TRUST, ...args]),
    imageTrustAs: (accessKey, ...args) =>
      runCommand(process.execPath, [IMAGE_TRUST, ...args], {
        env: { ...variables, AWS_ACCESS_KEY_ID: accessKey },
        cwd: directory,
      }),
    cdktf: (...args) => run(join(ROOT, 'node_modules/.bin/cdktf'), args),
    terraform: (stack, ...args) => run('terraform', args, join(directory, 'cdktf.out/stacks', stack)),
    buildah: (...args) => run('buildah', args),
  };
};

/** What moto lacks, in the order in which calls pass through. */
const gapsOf = (emulated: EmulatedEnvironment, getAdmin: () => Caller): readonly Interceptor[] => [
  serviceDeployments({ account: ACCOUNT, now: Date.now, sendHookEvent: (change) => sendHookEvent(getAdmin(), change) }),
  registryLogins(emulated.ecrPassword),
  asynchronousInvocations(),
  bucketPolicies(),
  suspendedVersions(),
  redrivePolicies(),
  pulledDigests(),
  taskMemory(),
  signingProfiles(emulated.signer, ACCOUNT),
  revokedSignatures(emulated.signer),
];

type EmulatedAws = Pick<DeployEnvironment, 'emulated' | 'proxy' | 'moto' | 'admin'>;

/** Registers a function that stops something. */
type OnStop = (stop: () => unknown) => void;

const startEmulatedAws = async (
  emulated: EmulatedEnvironment,
  interceptors: readonly Interceptor[],
  onStop: OnStop,
): Promise<EmulatedAws> => {
  const { url: moto, stop } = await startMoto({ settings: { MOTO_ACCOUNT_ID: ACCOUNT } });
  onStop(stop);
  await keepTasksRunning(moto);
  let endpoint = '';
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example-secret' };
  const getAdmin = (): Caller => ({ endpoint, region: REGION, ...keys });
  const proxy = new MotoProxy(moto, [...interceptors, ...gapsOf(emulated, getAdmin)]);
  endpoint = await proxy.start();
  onStop(() => proxy.stop());
  return { emulated, proxy, moto, admin: getAdmin() };
};

// Inherits only PATH and TMPDIR from this machine.
const variablesOf = (
  { emulated, admin }: EmulatedAws,
  { directory, provider }: { readonly directory: string; readonly provider: string },
): NodeJS.ProcessEnv => ({
  TMPDIR: process.env['TMPDIR'],
  ...emulated.processEnvironment,
  ...installNotation(emulated, directory),
  ...storageFor(directory),
  HOME: directory,
  AWS_ENDPOINT_URL: admin.endpoint,
  AWS_ACCESS_KEY_ID: DEPLOYER_KEY,
  AWS_PROVIDER_VERSION: provider,
  DEPLOYMENT: 'dev',
  CI: '1',
  CHECKPOINT_DISABLE: '1',
});

const addCheckout = async (aws: EmulatedAws): Promise<Omit<DeployEnvironment, 'stop'>> => {
  const directory = join(aws.emulated.directory, 'checkout');
  mkdirSync(directory);
  makeCheckout(directory);
  const mirror = await findProviderMirror();
  linkMirror(directory, mirror);
  await publishSample(aws.emulated);
  const variables = variablesOf(aws, { directory, provider: mirror.version });
  const network = await networkOf(aws.admin);
  const webhookSecret = await createWebhookSecret(aws.admin, aws.emulated.webhook);
  return { ...aws, network, webhookSecret, directory, variables, ...commandsIn(directory, variables) };
};

/**
 * Starts an emulated AWS account and a checkout; `interceptors` see every call before moto's own gaps are filled.
 * @throws ToolFailure or ToolsError that names a missing tool, after everything was stopped again.
 */
export const startDeployEnvironment = async (interceptors: readonly Interceptor[] = []): Promise<DeployEnvironment> => {
  await findTerraform(process.env);
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops) await each();
  };
  const onStop: OnStop = (each) => void stops.unshift(each);
  const publicRegistries = ['public.ecr.aws'];
  const emulated = await startEnvironment({ progress: () => undefined, publicRegistries, region: REGION });
  onStop(() => emulated.stop());
  try {
    const environment = await addCheckout(await startEmulatedAws(emulated, interceptors, onStop));
    onStop(() => environment.buildah('rmi', '--all', '--force'));
    return { ...environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
