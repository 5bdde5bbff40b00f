import { type BenchEnvironment, deliver, deliverToTutorial, taskEvent } from './bench-environment';
import type { Extent } from './options';
import { processorTime, runningChildren } from './processor-time';
import { timed } from './samples';

/** How many images the events are about. */
export const IMAGES = 20;

/** As many messages as the event source mapping passes to the function at a time. */
const BATCH_SIZE = 10;

/** How many events one instance of each handler handles in a second. */
export interface StreamRate {
  /** Of the tutorial-like handler. */
  readonly tutorial: number;
  /** Of the launch function: each event is about a task of its own, and each image is verified once. */
  readonly launch: number;
  /** How often the launch function's runs asked AWS Signer for revocation. */
  readonly revocationRequests: number;
  /** The same events once more: their verdicts are known and announced. */
  readonly known: number;
  /** The same for each second of the function's own processor time: a rate for each core. */
  readonly knownForEachCore: number;
}

const batches = (events: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(events.length / BATCH_SIZE) }, (_, index) =>
    events.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );

const perSecond = (count: number, milliseconds: number): number => (count * 1_000) / milliseconds;

const measureTutorial = async ({ startTutorial, direct }: BenchEnvironment, events: readonly string[]) => {
  const instance = await startTutorial(direct);
  const [first = ''] = events;
  // Each handler is warm when the events come.
  await deliverToTutorial(instance, first);
  const time = await timed(async () => {
    for (const event of events) await deliverToTutorial(instance, event);
  });
  await instance.stop();
  return perSecond(events.length, time);
};

const measureLaunch = async (
  { startLaunch, pushSigned, direct, demo }: BenchEnvironment,
  events: readonly string[],
) => {
  const before = runningChildren();
  const instance = await startLaunch(direct);
  const pid = runningChildren().find((each) => !before.includes(each)) ?? NaN;
  await deliver(instance, [taskEvent([await pushSigned('stream-first')])], 1);
  demo.gateway.forgetRequests();
  const time = await timed(async () => {
    for (const batch of batches(events)) await deliver(instance, batch, batch.length);
  });
  const revocationRequests = demo.gateway.requests.filter(({ path }) => path.startsWith('/revocations')).length;
  const busyBefore = processorTime(pid);
  const knownTime = await timed(async () => {
    for (const batch of batches(events)) await deliver(instance, batch, 0);
  });
  const busy = processorTime(pid) - busyBefore;
  await instance.stop();
  return {
    launch: perSecond(events.length, time),
    revocationRequests,
    known: perSecond(events.length, knownTime),
    knownForEachCore: perSecond(events.length, busy),
  };
};

/** Measures a stream of events about a few images, at one instance of each handler. */
export const measureStreamRate = async (bench: BenchEnvironment, extent: Extent): Promise<StreamRate> => {
  const images: string[] = [];
  while (images.length < IMAGES) images.push(await bench.pushSigned(`stream-${images.length}`));
  const events = Array.from({ length: extent.events }, (_, index) =>
    taskEvent(images.slice(index % IMAGES).slice(0, 1)),
  );
  return {
    ...(await measureLaunch(bench, events)),
    tutorial: await measureTutorial(bench, events.slice(0, extent.tutorialEvents)),
  };
};
