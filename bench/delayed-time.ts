import { type BenchEnvironment, deliver, type Network, taskEvent } from './bench-environment';
import { startDelayedRelay } from './delayed-relay';
import { numbered } from './image-time';
import { measureInRounds, timed, type Samples } from './samples';

/** How long each round trip takes, in milliseconds. */
export const ROUND_TRIP_MS = 20;

/** The number of images of the task with several. */
export const SEVERAL = 5;

/** How long a warm function and notation alone take in a network with delay, in milliseconds. */
export interface DelayedTime {
  readonly notation: Samples;
  readonly one: Samples;
  readonly several: Samples;
}

const measure = async (bench: BenchEnvironment, network: Network, rounds: number): Promise<DelayedTime> => {
  const { pushSigned, runNotation } = bench;
  const nextName = numbered('delayed');
  const launch = await bench.startLaunch(network);
  const newTask = async (images: number): Promise<() => Promise<void>> => {
    const references: string[] = [];
    while (references.length < images) references.push(await pushSigned(nextName()));
    const event = taskEvent(references);
    return () => deliver(launch, [event], images);
  };
  await (
    await newTask(1)
  )();
  try {
    return await measureInRounds(
      {
        notation: async () => {
          const image = await pushSigned(nextName());
          return timed(() => runNotation(network, image));
        },
        one: async () => timed(await newTask(1)),
        several: async () => timed(await newTask(SEVERAL)),
      },
      rounds,
    );
  } finally {
    await launch.stop();
  }
};

/**
 * Measures with delay on every connection to the registry, to AWS Signer and to the other AWS services. notation alone
 * calls no other AWS service, the launch function does.
 */
export const measureDelayedTime = async (bench: BenchEnvironment, rounds: number): Promise<DelayedTime> => {
  const { proxy, aws } = bench.direct;
  const [gateway, services] = await Promise.all([
    startDelayedRelay(proxy, ROUND_TRIP_MS / 2),
    startDelayedRelay(aws, ROUND_TRIP_MS / 2),
  ]);
  try {
    return await measure(bench, { proxy: gateway.url, aws: services.url }, rounds);
  } finally {
    await Promise.all([gateway.stop(), services.stop()]);
  }
};
