import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifierArns } from '../contracts/naming/resource-arns';
import type { LaunchEnvironment } from '../contracts/functions/launch-settings';
import { verifierNames } from '../contracts/naming/resource-names';
import type { StoredTrustDocument } from '../contracts/trust-document/trust-document';
import { bundleFunction } from '../adapters/bundler/bundle-function';
import type { ReadManifest } from '../testing/aws/ecr-images';
import { type EmulatedAws, startAws } from '../testing/aws/emulated-aws';
import { type HostedFunction, startFunction } from '../testing/lambda/function-host';
import type { Tools } from '../testing/tools/find-tools';
import { startEnvironment, type EmulatedEnvironment } from '../testing/environment/emulated-environment';
import { ACCOUNT, REGION } from './demo-account';
import { DEMO_DEPLOYMENT, trustDocumentOf } from './demo-deployment';

const PLACE = { name: DEMO_DEPLOYMENT.name, partition: 'aws', account: ACCOUNT, region: REGION };
const [NAMES, ARNS] = [verifierNames(PLACE), verifierArns(PLACE)];
const MAX_RECEIVE_COUNT = 40;
const TIMEOUT_SECONDS = 120;
const MEMORY_MB = 1769;

/** ARN of the queue that the function's messages come from. */
export const QUEUE_ARN = ARNS.queue;

/** A world with AWS and the bundled launch function in it. */
export interface DemoEnvironment {
  readonly world: EmulatedEnvironment;
  readonly aws: EmulatedAws;
  /** The trust document of the demo. */
  readonly trust: StoredTrustDocument;
  /** Where its object lies. */
  readonly trustObject: { readonly bucket: string; readonly key: string };
  /** The settings of an instance that judges by a trust document, which is put into the bucket. Default: the demo's. */
  settingsFor(trust?: StoredTrustDocument): LaunchEnvironment;
  /** Starts an instance of the function that judges by a trust document, which is put into the bucket. Default: the demo's. */
  startInstance(trust?: StoredTrustDocument): Promise<HostedFunction>;
  /** Ends everything. */
  stop(): Promise<void>;
}

/** How a stage is made. */
export interface DemoEnvironmentOptions {
  readonly progress: (line: string) => void;
  readonly tools: Tools;
}

const temporaryOf = (world: EmulatedEnvironment): string => join(world.directory, 'tmp');

/** ECR reads the manifests that the registry keeps. */
const manifestsOf =
  (world: EmulatedEnvironment): ReadManifest =>
  async ({ registryId, region, repository, image }) => {
    const host = `${registryId}.dkr.ecr.${region}.amazonaws.com`;
    const wanted = 'digest' in image ? image.digest : image.tag;
    const found = await world.registry.getManifest(`${host}/${repository}`, wanted);
    return found && { manifest: found.bytes.toString(), mediaType: found.mediaType, digest: found.digest };
  };

interface Parts {
  readonly world: EmulatedEnvironment;
  readonly aws: EmulatedAws;
  readonly bundle: string;
}

/** Exactly what the stack sets. */
const launchEnvironment = ({ world }: Parts, trust: StoredTrustDocument): LaunchEnvironment => ({
  SETTINGS_VERSION: '1',
  TRUST_BUCKET: NAMES.bucket,
  TRUST_KEY: trust.key,
  LEDGER_TABLE: NAMES.table,
  TOPIC_ARN: ARNS.topic,
  QUEUE_URL: ARNS.queueUrl,
  MAX_RECEIVE_COUNT: String(MAX_RECEIVE_COUNT),
  NOTATION_PATH: world.notation.path,
  NOTATION_LIBEXEC: world.notation.libexec,
  SIGNER_ROOT_CERTIFICATE: world.notation.rootCertificate,
  DEPLOYMENT: DEMO_DEPLOYMENT.name,
});

/** Where AWS is, and what takes the place of Lambda's own temporary directory. */
const placesOf = ({ world, aws }: Parts): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: aws.endpoint,
  TMPDIR: temporaryOf(world),
});

const toStage = (parts: Parts): DemoEnvironment => {
  const { world, aws, bundle } = parts;
  const demo = trustDocumentOf(DEMO_DEPLOYMENT);
  const settingsFor: DemoEnvironment['settingsFor'] = (trust = demo) => {
    aws.putObject(NAMES.bucket, trust.key, Buffer.from(trust.content));
    return launchEnvironment(parts, trust);
  };
  const startInstance: DemoEnvironment['startInstance'] = (trust) => {
    const environment = { ...world.processEnvironment, ...settingsFor(trust), ...placesOf(parts) };
    const limits = { timeoutSeconds: TIMEOUT_SECONDS, memoryMb: MEMORY_MB };
    return startFunction({ bundle, handler: 'handler', environment, ...limits });
  };
  const stop = async (): Promise<void> => {
    await aws.stop();
    await world.stop();
  };
  const trustObject = { bucket: NAMES.bucket, key: demo.key };
  return { world, aws, trust: demo, trustObject, settingsFor, startInstance, stop };
};

/** Starts a world, bundles the launch function, and puts AWS into the world. */
export const startDemoEnvironment = async (options: DemoEnvironmentOptions): Promise<DemoEnvironment> => {
  const world = await startEnvironment({ ...options, region: REGION });
  try {
    // In the world's own directory, since several may run at once.
    const { file } = await bundleFunction('launch', join(world.directory, 'function', 'launch.js'));
    await mkdir(temporaryOf(world));
    const aws = await startAws({ account: ACCOUNT, password: world.ecrPassword, readManifest: manifestsOf(world) });
    return toStage({ world, aws, bundle: file });
  } catch (error) {
    await world.stop();
    throw error;
  }
};
