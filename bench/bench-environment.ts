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

/** Prepares an environment that runs: a profile to sign with, the functions, and a configuration for notation alone. */
export const prepareBench = async (demo: DemoEnvironment): Promise<BenchEnvironment> => {
  demo.signer.addProfile({ account: ACCOUNT, name: TRUSTED_PROFILES.release, region: REGION });
  const { rootCertificate, libexec, path: notation } = demo.notation;
  const { file: tutorial } = await bundleEntry(
    join(__dirname, 'tutorial-handler.ts'),
    join(demo.directory, 'tutorial', 'tutorial-handler.js'),
  );
  const temporary = join(demo.directory, 'bench');
  await mkdir(temporary);
  const configuration = await writeNotationConfiguration(temporary, {
    statement: 'bench',
    signers: [profileArn(TRUSTED_PROFILES.release)],
    partition: 'aws',
    rootCertificate,
  });
  const reach = ({ proxy, aws }: Network) => ({
    ...demo.processEnvironment,
    HTTPS_PROXY: proxy,
    AWS_ENDPOINT_URL: aws,
    TMPDIR: temporary,
  });
  const ofNotation = { HOME: temporary, NOTATION_CONFIG: configuration, NOTATION_LIBEXEC: libexec };
  // The plugin would take AWS_ENDPOINT_URL for the endpoint of AWS Signer.
  const { AWS_ENDPOINT_URL: _, ...withoutEndpoint } = reach({ proxy: '', aws: '' });
  const host = { handler: 'handler', timeoutSeconds: LAUNCH_TIMEOUT_SECONDS, memoryMb: LAUNCH_MEMORY_MEGABYTES };
  return {
    demo,
    direct: { proxy: demo.processEnvironment['HTTPS_PROXY'] ?? '', aws: demo.aws.endpoint },
    pushSigned: async (name) => {
      const image = await demo.registry.pushImage({ repository: `${ECR_HOST}/demo/${name}`, seed: name });
      await demo.sign(image.reference, profileArn(TRUSTED_PROFILES.release));
      return image.reference;
    },
    startLaunch: (network) =>
      startFunction({
        ...host,
        bundle: join(demo.directory, 'function', 'launch.js'),
        environment: { ...reach(network), ...demo.settingsFor(undefined, { notation, libexec, rootCertificate }) },
      }),
    startTutorial: ({ proxy, aws }) =>
      startFunction({
        ...host,
        bundle: tutorial,
        environment: {
          ...withoutEndpoint,
          ...ofNotation,
          HTTPS_PROXY: proxy,
          AWS_ENDPOINT_URL_ECR: aws,
          NOTATION_PATH: notation,
        },
      }),
    runNotation: async ({ proxy }, reference) => {
      const login = { NOTATION_USERNAME: 'AWS', NOTATION_PASSWORD: demo.ecrPassword };
      const env = { ...withoutEndpoint, ...ofNotation, ...login, HTTPS_PROXY: proxy };
      await run(notation, ['verify', '--', reference], { env });
    },
  };
};
