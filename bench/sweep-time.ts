import { clusterArn, ACCOUNT, REGION } from '../demo/demo-account';
import type { DemoEnvironment } from '../demo/demo-environment';
import { runSweepIn } from '../demo/run-sweep';
import { describeTask, toEcsTask } from '../demo/task-description';
import type { BenchEnvironment } from './bench-environment';
import type { Extent } from './options';
import { peakMemory, residentMemory, runningChildren } from './processor-time';
import { timed } from './samples';

/** How many clusters the tasks run in, each with one service. */
const CLUSTERS = 10;

/** What a sweep over many tasks took; nothing was announced before, so each task is also sent to the launch function. */
export interface SweepTime {
  readonly tasks: number;
  readonly images: number;
  readonly milliseconds: number;
  /** The time of a sweep over one task for each image. */
  readonly imagesAloneMs: number;
  /** The memory of the function's own process before the sweep, and the most during it, in bytes. */
  readonly memory: { readonly before: number; readonly peak: number };
  /** How often each operation of AWS was called, such as `ecs:DescribeTasks`. */
  readonly calls: Readonly<Record<string, number>>;
}

const startServices = ({ aws }: DemoEnvironment): void => {
  for (let index = 0; index < CLUSTERS; index += 1)
    aws.ecs.startDeployment({
      clusterArn: clusterArn(`bench-${index}`),
      service: 'bench',
      tags: [{ key: 'owner', value: `team-${index}` }],
      revision: { taskDefinition: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/bench:1`, containers: [] },
    });
};

const startTasks = ({ aws }: DemoEnvironment, images: readonly string[], count: number): void => {
  for (let index = 0; index < count; index += 1) {
    const image = images[index % images.length] ?? '';
    const container = { name: 'web', image, imageDigest: image.split('@')[1] ?? '' };
    const cluster = `bench-${index % CLUSTERS}`;
    aws.putTask(toEcsTask(describeTask({ cluster, group: 'service:bench', containers: [container] })));
  }
};

const countCalls = ({ aws }: DemoEnvironment): SweepTime['calls'] => {
  const counts = new Map<string, number>();
  for (const { service, action } of aws.calls()) {
    const name = `${service}:${action}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const sweepOver = async ({ demo }: Pick<BenchEnvironment, 'demo'>, images: readonly string[], tasks: number) => {
  const environment = await demo.withOwnAws();
  startServices(environment);
  startTasks(environment, images, tasks);
  const before = runningChildren();
  const instance = await environment.startSweep();
  const pid = runningChildren().find((each) => !before.includes(each)) ?? NaN;
  try {
    const resident = residentMemory(pid);
    environment.aws.forgetCalls();
    const milliseconds = await timed(async () => {
      const { coverage } = (await runSweepIn(environment, instance)).report;
      if (coverage.trusted !== tasks)
        throw new Error(`expected ${tasks} trusted containers, found ${JSON.stringify(coverage)}`);
    });
    return { milliseconds, memory: { before: resident, peak: peakMemory(pid) }, calls: countCalls(environment) };
  } finally {
    await instance.stop();
    await environment.stop();
  }
};

/** Measures a sweep over many tasks that run few images, and one over the images alone. */
export const measureSweepTime = async (
  bench: Pick<BenchEnvironment, 'demo' | 'pushSigned'>,
  { sweepTasks: tasks, sweepImages }: Pick<Extent, 'sweepTasks' | 'sweepImages'>,
): Promise<SweepTime> => {
  const images: string[] = [];
  while (images.length < sweepImages) images.push(await bench.pushSigned(`sweep-${images.length}`));
  const { milliseconds: imagesAloneMs } = await sweepOver(bench, images, sweepImages);
  return { tasks, images: sweepImages, imagesAloneMs, ...(await sweepOver(bench, images, tasks)) };
};
