import type { HostedFunction } from '../testing/lambda/function-host';
import { type BenchEnvironment, deliver, type Network, taskEvent } from './bench-environment';
import { startDelayedRelay } from './delayed-relay';
import { numbered } from './image-time';
import { measureInRounds, timed, type Samples } from './samples';

/** How long each round trip takes, in milliseconds. */
export const ROUND_TRIP_MS = 20;

/** The number of images of the task with several. */
export const SEVERAL = 5;

/**
 * How long a warm function and notation alone take in a network with delay, in milliseconds. The delay is between them and
 * the registry and AWS Signer; `…Everywhere` also has it to DynamoDB, where the function keeps what it has announced.
 */
export interface DelayedTime {
  readonly notation: Samples;
  readonly one: Samples;
  readonly several: Samples;
  readonly oneEverywhere: Samples;
  readonly severalEverywhere: Samples;
}

/** The network with delay to the registry and AWS Signer only, and the one with delay everywhere. */
interface Networks {
  readonly near: Network;
  readonly far: Network;
}

const measure = async (bench: BenchEnvironment, { near, far }: Networks, rounds: number): Promise<DelayedTime> => {
  const { pushSigned, runNotation, startLaunch } = bench;
  const nextName = numbered('delayed');
  const [launch, launchEverywhere] = [await startLaunch(near), await startLaunch(far)];
  const verifyTask = (instance: HostedFunction, images: number) => async (): Promise<number> => {
    const references: string[] = [];
    while (references.length < images) references.push(await pushSigned(nextName()));
    const event = taskEvent(references);
    return timed(() => deliver(instance, [event], images));
  };
  // The first invocations open connections; a warm function has them.
  for (const instance of [launch, launchEverywhere]) await verifyTask(instance, SEVERAL)();
  try {
    return await measureInRounds(
      {
        notation: async () => {
          const image = await pushSigned(nextName());
          return timed(() => runNotation(near, image));
        },
        one: verifyTask(launch, 1),
        several: verifyTask(launch, SEVERAL),
        oneEverywhere: verifyTask(launchEverywhere, 1),
        severalEverywhere: verifyTask(launchEverywhere, SEVERAL),
      },
      rounds,
    );
  } finally {
    await Promise.all([launch.stop(), launchEverywhere.stop()]);
  }
};

/** Measures with delay in both directions of every connection. */
export const measureDelayedTime = async (bench: BenchEnvironment, rounds: number): Promise<DelayedTime> => {
  const { proxy, aws } = bench.direct;
  const [gateway, services] = await Promise.all([
    startDelayedRelay(proxy, ROUND_TRIP_MS / 2),
    startDelayedRelay(aws, ROUND_TRIP_MS / 2),
  ]);
  try {
    const networks = { near: { proxy: gateway.url, aws }, far: { proxy: gateway.url, aws: services.url } };
    return await measure(bench, networks, rounds);
  } finally {
    await Promise.all([gateway.stop(), services.stop()]);
  }
};
