import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction } from '../adapters/bundler/bundle-function';
import { launchEnvironment, type NotationPaths } from '../contracts/functions/launch-environment';
import { LAUNCH_TIMEOUT_SECONDS } from '../contracts/functions/launch-limits';
import type { LaunchEnvironment } from '../contracts/functions/launch-settings';

import { verifierArns } from '../contracts/naming/resource-arns';
import { verifierNames } from '../contracts/naming/resource-names';
import type { StoredTrustDocument } from '../contracts/trust-document/trust-document';
import type { ReadManifest } from '../testing/aws/ecr-images';
import { type EmulatedAws, startAws } from '../testing/aws/emulated-aws';
import { startEnvironment, type EmulatedEnvironment } from '../testing/environment/emulated-environment';
import { type HostedFunction, startFunction } from '../testing/lambda/function-host';
import type { Tools } from '../testing/tools/find-tools';
import { ACCOUNT, PUBLIC_HOST, REGION } from './demo-account';
import { DEMO_DEPLOYMENT, toDeployment, toStoredTrustDocument } from './demo-deployment';

const DEPLOYMENT = toDeployment(DEMO_DEPLOYMENT);
const BUCKET = verifierNames(DEPLOYMENT).bucket;

/** The table of break-glass grants. */
export const GRANT_TABLE = verifierNames(DEPLOYMENT).grantTable;

/** ARN of the queue that the launch function reads. */
export const QUEUE_ARN = verifierArns(DEPLOYMENT).queue;

/** The emulated environment, together with emulated AWS services and the bundled launch function. */
export interface DemoEnvironment extends EmulatedEnvironment {
  readonly aws: EmulatedAws;
  /** The trust document of the demo. */
  readonly trust: StoredTrustDocument;
  /** The S3 object of that trust document. */
  readonly trustObject: { readonly bucket: string; readonly key: string };
  /**
   * Stores a trust document in the bucket; returns the variables that the stack sets for it. Default: the demo's document, and the paths in
   * the verifier's image.
   */
  settingsFor(trust?: StoredTrustDocument, paths?: NotationPaths): LaunchEnvironment;
  /** Starts an instance of the function that reads a trust document. Default: the demo's document. */
  startInstance(trust?: StoredTrustDocument): Promise<HostedFunction>;
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
  readonly bundle: string;
}

/** The variables beside those of the stack: how to reach the emulated AWS, and the folder that stands in for Lambda's /tmp. */
const localVariables = ({ emulated, aws }: Parts): Readonly<Record<string, string>> => ({
  ...emulated.processEnvironment,
  AWS_ENDPOINT_URL: aws.endpoint,
  TMPDIR: temporaryFolderOf(emulated),
});

const toDemoEnvironment = (parts: Parts): DemoEnvironment => {
  const { emulated, aws, bundle } = parts;
  const { path: notation, libexec, rootCertificate } = emulated.notation;
  const demoTrust = toStoredTrustDocument(DEMO_DEPLOYMENT);
  const settingsFor = (trust = demoTrust, paths?: NotationPaths): LaunchEnvironment => {
    aws.putObject(BUCKET, trust.key, Buffer.from(trust.content));
    return launchEnvironment({ deployment: DEPLOYMENT, trustKey: trust.key, ...(paths && { paths }) });
  };
  const startInstance: DemoEnvironment['startInstance'] = (trust) =>
    startFunction({
      bundle,
      handler: 'handler',
      environment: { ...localVariables(parts), ...settingsFor(trust, { notation, libexec, rootCertificate }) },
      timeoutSeconds: LAUNCH_TIMEOUT_SECONDS,
      memoryMb: DEPLOYMENT.launch.memoryMegabytes,
    });
  const stop = async (): Promise<void> => {
    await aws.stop();
    await emulated.stop();
  };
  const trustObject = { bucket: BUCKET, key: demoTrust.key };
  return { ...emulated, aws, trust: demoTrust, trustObject, settingsFor, startInstance, stop };
};

/** Starts the emulated environment and AWS, and bundles the launch function. */
export const startDemoEnvironment = async (options: DemoEnvironmentOptions): Promise<DemoEnvironment> => {
  const emulated = await startEnvironment({ ...options, region: REGION, publicRegistries: [PUBLIC_HOST] });
  try {
    // Each environment has a bundle of its own, since several may run at once.
    const { file } = await bundleFunction('launch', join(emulated.directory, 'function', 'launch.js'));
    await mkdir(temporaryFolderOf(emulated));
    const readManifest = manifestsOf(emulated);
    const aws = await startAws({ account: ACCOUNT, password: emulated.ecrPassword, readManifest });
    return toDemoEnvironment({ emulated, aws, bundle: file });
  } catch (error) {
    await emulated.stop();
    throw error;
  }
};
