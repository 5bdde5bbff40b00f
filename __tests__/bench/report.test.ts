import { type Measured, toAims, toJson, toReport } from '../../bench/report';

const MEGABYTE = 1024 * 1024;

const same = [10, 10, 10];

const measured: Measured = {
  extent: { rounds: 3, events: 100, tutorialEvents: 10, sweepTasks: 1_000, sweepImages: 20 },
  standIn: true,
  bundle: { bytes: 800_000, parts: [{ name: 'zod', bytes: 100_000 }] },
  load: {
    alone: { wall: same, processor: same },
    function: { wall: [70, 75, 71], processor: [60, 60, 60] },
    uncached: { wall: [90, 90, 90], processor: [85, 85, 85] },
    compiled: { wall: [40, 40, 40], processor: [35, 35, 35] },
  },
  image: { notation: same, tutorial: same, warm: [11, 12, 11], cold: [20, 20, 20] },
  stream: { tutorial: 20, launch: 1_000, revocationRequests: 20, known: 500, knownForEachCore: 600 },
  delayed: { notation: same, one: [7, 7, 7], several: [14, 14, 14], oneEverywhere: same, severalEverywhere: same },
  sweep: {
    tasks: 2_000,
    images: 20,
    milliseconds: 3_000,
    imagesAloneMs: 1_500,
    memory: { before: 100 * MEGABYTE, peak: 300 * MEGABYTE },
    calls: { 'ecs:DescribeTasks': 21 },
  },
};

describe('toAims', () => {
  it('compares each figure with what it is measured beside', () => {
    const values = toAims(measured).map(({ measured: value }) => Number(value.toFixed(3)));
    expect(values).toEqual([1.1, 50, 20, 0.7, 2, 61, 50, 0.8, 2, 300]);
  });
});

describe('toJson', () => {
  it('holds the samples, and whether each aim is met', () => {
    const json = JSON.parse(toJson(measured)) as { readonly aims: readonly { readonly met: boolean }[] };
    expect(json).toMatchObject({ ...measured });
    expect(json.aims.map(({ met }) => met)).toEqual([true, true, true, true, false, false, true, true, true, true]);
  });
});

describe('toReport', () => {
  it('names the plugin that was measured with', () => {
    expect(toReport(measured)).toContain('with the stand-in for the AWS Signer plugin');
    expect(toReport({ ...measured, standIn: false })).toMatch(/with the AWS Signer plugin$/);
  });

  it.each(['that compiles the bundle and does not run it +40.0', 'with the bundle, without a code cache +90.0'])(
    'shows what the code cache saves: node %s',
    (row) => {
      expect(toReport(measured)).toMatch(new RegExp(row));
    },
  );

  it('shows missed aims as such', () => {
    expect(toReport(measured)).toMatch(/load time over bare node +61 ms +at most 60 ms +missed/);
  });

  it.each([
    'ms for each 1,000 tasks +1500',
    'ratio to a sweep over one task for each image +2.00',
    'MB more during the sweep, at most +200',
    'calls of ecs:DescribeTasks +21',
  ])('shows what a sweep takes: %s', (row) => {
    expect(toReport(measured)).toMatch(new RegExp(row));
  });
});
