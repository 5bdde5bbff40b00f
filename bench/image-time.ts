import type { HostedFunction } from '../testing/lambda/function-host';
import { type BenchEnvironment, deliver, deliverToTutorial, taskEvent } from './bench-environment';
import { measureInRounds, timed, type Samples } from './samples';

/** How long one image takes over the loopback network, in milliseconds. */
export interface ImageTime {
  readonly notation: Samples;
  readonly tutorial: Samples;
  readonly warm: Samples;
  readonly cold: Samples;
}

/** Distinguishes the images of one measurement. */
export const numbered = (prefix: string): (() => string) => {
  let count = 0;
  return () => `${prefix}-${(count += 1)}`;
};

const verifyCold = async ({ startLaunch, direct }: BenchEnvironment, event: string): Promise<number> => {
  let instance: HostedFunction | undefined;
  const time = await timed(async () => {
    instance = await startLaunch(direct);
    await deliver(instance, [event], 1);
  });
  await instance?.stop();
  return time;
};

/** Measures notation alone, the tutorial-like handler, and the launch function, each with a new image in every round. */
export const measureImageTime = async (bench: BenchEnvironment, rounds: number): Promise<ImageTime> => {
  const { pushSigned, runNotation, direct } = bench;
  const nextName = numbered('one');
  const [launch, tutorial] = [await bench.startLaunch(direct), await bench.startTutorial(direct)];
  const first = await pushSigned(nextName());
  // The first invocations open connections; a warm function has them.
  await deliver(launch, [taskEvent([first])], 1);
  await deliverToTutorial(tutorial, taskEvent([first]));
  const samples = await measureInRounds(
    {
      notation: async () => {
        const image = await pushSigned(nextName());
        return timed(() => runNotation(direct, image));
      },
      warm: async () => {
        const event = taskEvent([await pushSigned(nextName())]);
        return timed(() => deliver(launch, [event], 1));
      },
      tutorial: async () => {
        const event = taskEvent([await pushSigned(nextName())]);
        return timed(() => deliverToTutorial(tutorial, event));
      },
      cold: async () => verifyCold(bench, taskEvent([await pushSigned(nextName())])),
    },
    rounds,
  );
  await Promise.all([launch.stop(), tutorial.stop()]);
  return samples;
};
