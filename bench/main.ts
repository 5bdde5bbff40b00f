import { bundleFunction } from '../adapters/bundler/bundle-function';
import { UsageError } from '../cli/shared/usage-error';
import { REGION } from '../demo/demo-account';
import { startDemoEnvironment } from '../demo/demo-environment';
import { findTools } from '../testing/tools/find-tools';
import { type BenchEnvironment, prepareBench } from './bench-environment';
import { toBundleParts } from './bundle-parts';
import { measureDelayedTime } from './delayed-time';
import { measureImageTime } from './image-time';
import { measureLoadTime } from './load-time';
import { type Extent, parseOptions, USAGE } from './options';
import { type Measured, toJson, toReport } from './report';
import { measureStreamRate } from './stream-rate';
import { sweepTable } from './sweep-report';
import { measureSweepTime, type SweepTime } from './sweep-time';

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

const measureSweep = (bench: BenchEnvironment, extent: Extent): Promise<SweepTime> => {
  progress(`measuring a sweep over ${extent.sweepTasks} tasks and ${extent.sweepImages} images`);
  return measureSweepTime(bench, extent);
};

const measureSweepAlone = async (extent: Extent): Promise<SweepTime> => {
  const demo = await startDemoEnvironment({ progress, tools: await findTools({ progress }) });
  try {
    return await measureSweep(await prepareBench(demo), extent);
  } finally {
    await demo.stop();
  }
};

const measure = async (extent: Extent): Promise<Measured> => {
  const { rounds, events } = extent;
  const tools = await findTools({ progress });
  const { bytes, inputBytes } = await bundleFunction('launch');
  const demo = await startDemoEnvironment({ progress, tools });
  try {
    const bench = await prepareBench(demo);
    progress(`measuring the load time: ${rounds} rounds`);
    const settings = { AWS_REGION: REGION, ...demo.settingsFor() };
    const load = await measureLoadTime({ ...bench.launch, settings }, rounds);
    progress(`measuring one image: ${rounds} rounds`);
    const image = await measureImageTime(bench, rounds);
    progress(`measuring a stream of ${events} events`);
    const stream = await measureStreamRate(bench, extent);
    progress(`measuring with delay in the network: ${rounds} rounds`);
    const delayed = await measureDelayedTime(bench, rounds);
    const sweep = await measureSweep(bench, extent);
    const bundle = { bytes, parts: toBundleParts(inputBytes) };
    return { extent, standIn: tools.plugin.standIn, bundle, load, image, stream, delayed, sweep };
  } finally {
    await demo.stop();
  }
};

const main = async (args: readonly string[]): Promise<number> => {
  try {
    const options = parseOptions(args);
    if (options.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { json, only, help: _, ...extent } = options;
    if (only === 'sweep') {
      const sweep = await measureSweepAlone(extent);
      process.stdout.write(`${json ? JSON.stringify(sweep, null, 2) : sweepTable(sweep)}\n`);
      return 0;
    }
    const measured = await measure(extent);
    process.stdout.write(`${json ? toJson(measured) : toReport(measured)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    // parseArgs throws a TypeError.
    return error instanceof UsageError || error instanceof TypeError ? 2 : 1;
  }
};

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
