import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from '../adapters/bundler/bundle-function';
import type { FunctionName } from '../contracts/functions/functions';
import { launchEnvironment } from '../contracts/functions/launch-environment';
import type { NotationPaths } from '../contracts/functions/verifying-environment';
import type { LaunchEnvironment } from '../contracts/functions/launch-settings';
import { verifierArns } from '../contracts/naming/resource-arns';
import { verifierNames } from '../contracts/naming/resource-names';
import type { StoredTrustDocument } from '../contracts/trust-document/trust-document';
import type { ReadManifest } from '../testing/aws/ecr-images';
import { type EmulatedAws, startAws } from '../testing/aws/emulated-aws';
import { startEnvironment, type EmulatedEnvironment } from '../testing/environment/emulated-environment';
import type { HostedFunction } from '../testing/lambda/function-host';
import type { Tools } from '../testing/tools/find-tools';
import { ACCOUNT, PUBLIC_HOST, REGION } from './demo-account';
import { type CanaryImages, deploymentWithCanary } from './demo-canaries';
import { DEMO_DEPLOYMENT, toDeployment, toStoredTrustDocument, WEBHOOK_SECRET } from './demo-deployment';
import { startDemoFunction } from './demo-functions';

const DEPLOYMENT = toDeployment(DEMO_DEPLOYMENT);
const BUCKET = verifierNames(DEPLOYMENT).bucket;

/** The bucket of reports. */
export const REPORT_BUCKET = verifierNames(DEPLOYMENT).reportBucket;

/** The key that signs the bodies of the webhook. */
export const WEBHOOK_KEY = 'demo-webhook-key-of-32-characters';

/** The table of break-glass grants. */
export const GRANT_TABLE = verifierNames(DEPLOYMENT).grantTable;

/** ARN of the queue that the launch function reads. */
export const QUEUE_ARN = verifierArns(DEPLOYMENT).queue;

/** The emulated environment, together with emulated AWS services and the bundled functions. */
export interface DemoEnvironment extends EmulatedEnvironment {
  readonly aws: EmulatedAws;
  /** The canary images that its functions verify; undefined if none. */
  readonly canaries: CanaryImages | undefined;
  /** The trust document of the demo. */
  readonly trust: StoredTrustDocument;
  /** The S3 object of that trust document. */
  readonly trustObject: { readonly bucket: string; readonly key: string };
  /**
   * Stores a trust document in the bucket; returns the variables that the stack sets for it. Default: the demo's document, and the paths in
   * the verifier's image.
   */
  settingsFor(trust?: StoredTrustDocument, paths?: NotationPaths): LaunchEnvironment;
  /** Starts an instance of the launch function that reads a trust document. Default: the demo's document. */
  startInstance(trust?: StoredTrustDocument): Promise<HostedFunction>;
  /** Starts an instance of the sweep function, which reads the demo's trust document. */
  startSweep(): Promise<HostedFunction>;
  /** Starts an instance of the notify function. */
  startNotify(): Promise<HostedFunction>;
  /**
   * The same registries, signers and functions, with emulated AWS services in which nothing runs; stopping it stops only these.
   * Default: without canary images.
   */
  withOwnAws(canaries?: CanaryImages): Promise<DemoEnvironment>;
}

/** Options of {@link startDemoEnvironment}. */
export interface DemoEnvironmentOptions {
  readonly progress: (line: string) => void;
  readonly tools: Tools;
}

const temporaryFolderOf = ({ directory }: EmulatedEnvironment): string => join(directory, 'tmp');

/** Lets the emulated ECR read manifests from the registry. */
const manifestsOf =
  ({ registry }: EmulatedEnvironment): ReadManifest =>
  async ({ registryId, region, repository, image }) => {
    const host = `${registryId}.dkr.ecr.${region}.amazonaws.com`;
    const wanted = 'digest' in image ? image.digest : image.tag;
    const found = await registry.getManifest(`${host}/${repository}`, wanted);
    return found && { manifest: found.bytes.toString(), mediaType: found.mediaType, digest: found.digest };
  };

interface Parts {
  readonly emulated: EmulatedEnvironment;
  readonly aws: EmulatedAws;
  /** The absolute path of each function's bundle. */
  readonly bundles: Readonly<Record<FunctionName, string>>;
  readonly canaries?: CanaryImages | undefined;
}

/** The variables beside those of the stack: how to reach the emulated AWS, and the folder that stands in for Lambda's /tmp. */
const localVariables = ({ emulated, aws }: Parts): Readonly<Record<string, string>> => ({
  ...emulated.processEnvironment,
  AWS_ENDPOINT_URL: aws.endpoint,
  TMPDIR: temporaryFolderOf(emulated),
});

/** Starts the emulated AWS services, with the secret of the webhook. */
const startDemoAws = async (emulated: EmulatedEnvironment): Promise<EmulatedAws> => {
  const readManifest = manifestsOf(emulated);
  const aws = await startAws({ account: ACCOUNT, password: emulated.ecrPassword, readManifest });
  const url = `https://${emulated.webhook.host}/hook`;
  aws.secrets.put(WEBHOOK_SECRET, JSON.stringify({ url, key: WEBHOOK_KEY }));
  return aws;
};

const toDemoEnvironment = (parts: Parts): DemoEnvironment => {
  const { emulated, aws, bundles, canaries } = parts;
  const { path: notation, libexec, rootCertificate } = emulated.notation;
  const paths = { notation, libexec, rootCertificate };
  const demoTrust = toStoredTrustDocument(
    canaries === undefined ? DEMO_DEPLOYMENT : deploymentWithCanary(canaries.repository),
  );
  const settingsFor = (trust = demoTrust, given?: NotationPaths): LaunchEnvironment => {
    aws.putObject(BUCKET, trust.key, Buffer.from(trust.content));
    return launchEnvironment({ deployment: DEPLOYMENT, trustKey: trust.key, ...(given && { paths: given }) });
  };
  const start = (name: FunctionName, trust = demoTrust): Promise<HostedFunction> => {
    aws.putObject(BUCKET, trust.key, Buffer.from(trust.content));
    const own = { bundle: bundles[name], trustKey: trust.key, canaries: canaries?.references };
    return startDemoFunction(name, { ...own, deployment: DEPLOYMENT, paths, local: localVariables(parts) });
  };
  return {
    ...emulated,
    aws,
    canaries,
    trust: demoTrust,
    trustObject: { bucket: BUCKET, key: demoTrust.key },
    settingsFor,
    startInstance: (trust) => start('launch', trust),
    startSweep: () => start('sweep'),
    startNotify: () => start('notify'),
    withOwnAws: async (ownCanaries) => {
      const own = await startDemoAws(emulated);
      return { ...toDemoEnvironment({ ...parts, aws: own, canaries: ownCanaries }), stop: () => own.stop() };
    },
    stop: async () => {
      await aws.stop();
      await emulated.stop();
    },
  };
};

/** Bundles the functions; each environment has bundles of its own, since several may run at once. */
const bundleAll = async ({ directory }: EmulatedEnvironment): Promise<Parts['bundles']> => {
  const bundle = async (name: FunctionName): Promise<string> =>
    (await bundleFunction(name, join(directory, 'function', `${name}.js`))).file;
  return { launch: await bundle('launch'), sweep: await bundle('sweep'), notify: await bundle('notify') };
};

/** Starts the emulated environment and AWS, and bundles the functions. */
export const startDemoEnvironment = async (options: DemoEnvironmentOptions): Promise<DemoEnvironment> => {
  const emulated = await startEnvironment({ ...options, region: REGION, publicRegistries: [PUBLIC_HOST] });
  try {
    const bundles = await bundleAll(emulated);
    await mkdir(temporaryFolderOf(emulated));
    return toDemoEnvironment({ emulated, aws: await startDemoAws(emulated), bundles });
  } catch (error) {
    await emulated.stop();
    throw error;
  }
};
