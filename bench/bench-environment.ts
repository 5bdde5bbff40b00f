import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleEntry } from '../adapters/bundler/bundle-function';
import { writeNotationConfiguration } from '../adapters/notation/notation-configuration';
import { LAUNCH_MEMORY_MEGABYTES, LAUNCH_TIMEOUT_SECONDS } from '../contracts/functions/launch-limits';
import { ACCOUNT, ECR_HOST, profileArn, REGION } from '../demo/demo-account';
import { TRUSTED_PROFILES } from '../demo/demo-deployment';
import { type DemoEnvironment, QUEUE_ARN } from '../demo/demo-environment';
import { describeTask, toTaskEvent } from '../demo/task-description';
import { failedMessages } from '../testing/lambda/batch-response';
import { type HostedFunction, startFunction } from '../testing/lambda/function-host';
import { sqsEvent } from '../testing/lambda/sqs-event';
import { stageImage, type StagedImage } from './staged-image';

const run = promisify(execFile);

/** How programs reach the emulated hosts and the emulated AWS. */
export interface Network {
  /** The value for HTTPS_PROXY. */
  readonly proxy: string;
  /** The value for AWS_ENDPOINT_URL. */
  readonly aws: string;
}

/** The emulated environment with what is measured in it. */
export interface BenchEnvironment {
  readonly demo: DemoEnvironment;
  /** The network without delay. */
  readonly direct: Network;
  /** The launch function, laid out as in its image, with its code cache. */
  readonly launch: StagedImage;
  /** Pushes and signs an image; returns its reference by digest. */
  readonly pushSigned: (name: string) => Promise<string>;
  readonly startLaunch: (network: Network) => Promise<HostedFunction>;
  readonly startTutorial: (network: Network) => Promise<HostedFunction>;
  /** Runs `notation verify` alone, with a login, for one image. */
  readonly runNotation: (network: Network, reference: string) => Promise<void>;
}

/** The event of a new task with one container for each image. */
export const taskEvent = (images: readonly string[]): string =>
  toTaskEvent(
    describeTask({
      containers: images.map((image, index) => ({
        name: `container-${index}`,
        image,
        imageDigest: image.split('@')[1] ?? '',
      })),
    }),
  );

/**
 * Delivers messages to the launch function in one batch.
 * @throws Error when the function fails for one of them, or announces another number of trusted images than expected.
 */
export const deliver = async (
  instance: HostedFunction,
  bodies: readonly string[],
  expectedTrusted: number,
): Promise<void> => {
  const messages = bodies.map((body, index) => ({ body, messageId: String(index) }));
  const invocation = await instance.invoke(sqsEvent(messages, { queueArn: QUEUE_ARN }));
  const trusted = invocation.logs.filter(({ text }) => text.includes('"verdict":"trusted"')).length;
  if (failedMessages(invocation, messages).size > 0 || trusted !== expectedTrusted)
    throw new Error(`expected ${expectedTrusted} trusted images, found ${JSON.stringify(invocation)}`);
};

/** Delivers one event to the tutorial-like handler. */
export const deliverToTutorial = async (instance: HostedFunction, body: string): Promise<void> => {
  const invocation = await instance.invoke(JSON.parse(body));
  if (invocation.kind !== 'returned' || invocation.result !== 'verified')
    throw new Error(`expected a verified image, found ${JSON.stringify(invocation)}`);
};

const HOST = { handler: 'handler', timeoutSeconds: LAUNCH_TIMEOUT_SECONDS, memoryMb: LAUNCH_MEMORY_MEGABYTES };

interface Parts {
  readonly demo: DemoEnvironment;
  readonly launch: StagedImage;
  /** A folder that programs may write to. */
  readonly temporary: string;
  /** notation's configuration for the runs without the launch function. */
  readonly configuration: string;
  readonly tutorialBundle: string;
}

const launchStarter =
  ({ demo, launch, temporary }: Parts): BenchEnvironment['startLaunch'] =>
  ({ proxy, aws }) => {
    const { path: notation, libexec, rootCertificate } = demo.notation;
    return startFunction({
      ...HOST,
      bundle: launch.entry,
      environment: {
        ...demo.processEnvironment,
        HTTPS_PROXY: proxy,
        AWS_ENDPOINT_URL: aws,
        TMPDIR: temporary,
        ...demo.settingsFor(undefined, { notation, libexec, rootCertificate }),
      },
    });
  };

const notationVariables = ({ demo, temporary, configuration }: Parts, { proxy }: Network) => ({
  ...demo.processEnvironment,
  HTTPS_PROXY: proxy,
  HOME: temporary,
  NOTATION_CONFIG: configuration,
  NOTATION_LIBEXEC: demo.notation.libexec,
});

const tutorialStarter =
  (parts: Parts): BenchEnvironment['startTutorial'] =>
  (network) =>
    startFunction({
      ...HOST,
      bundle: parts.tutorialBundle,
      environment: {
        ...notationVariables(parts, network),
        // The plugin would take AWS_ENDPOINT_URL for the endpoint of AWS Signer.
        AWS_ENDPOINT_URL_ECR: network.aws,
        NOTATION_PATH: parts.demo.notation.path,
      },
    });

const notationRunner =
  (parts: Parts): BenchEnvironment['runNotation'] =>
  async (network, reference) => {
    const login = { NOTATION_USERNAME: 'AWS', NOTATION_PASSWORD: parts.demo.ecrPassword };
    const env = { ...notationVariables(parts, network), ...login };
    await run(parts.demo.notation.path, ['verify', '--', reference], { env });
  };

/** Prepares an environment that runs: a profile to sign with, the functions, and a configuration for notation alone. */
export const prepareBench = async (demo: DemoEnvironment): Promise<BenchEnvironment> => {
  const signer = profileArn(TRUSTED_PROFILES.release);
  demo.signer.addProfile({ account: ACCOUNT, name: TRUSTED_PROFILES.release, region: REGION });
  const tutorial = join(demo.directory, 'tutorial', 'tutorial-handler.js');
  const { file: tutorialBundle } = await bundleEntry(join(__dirname, 'tutorial-handler.ts'), tutorial);
  const launch = await stageImage(join(demo.directory, 'image'), join(demo.directory, 'function', 'launch.js'));
  await launch.makeCache();
  const temporary = join(demo.directory, 'bench');
  await mkdir(temporary);
  const { rootCertificate } = demo.notation;
  const settings = { statement: 'bench', signers: [signer], partition: 'aws', rootCertificate } as const;
  const parts = {
    demo,
    launch,
    temporary,
    tutorialBundle,
    configuration: await writeNotationConfiguration(temporary, settings),
  };
  return {
    demo,
    launch,
    direct: { proxy: demo.processEnvironment['HTTPS_PROXY'] ?? '', aws: demo.aws.endpoint },
    pushSigned: async (name) => {
      const image = await demo.registry.pushImage({ repository: `${ECR_HOST}/demo/${name}`, seed: name });
      await demo.sign(image.reference, signer);
      return image.reference;
    },
    startLaunch: launchStarter(parts),
    startTutorial: tutorialStarter(parts),
    runNotation: notationRunner(parts),
  };
};
