import { plainTable } from '../cli/shared/plain-table';
import { type Aim, isMet, toAimRow } from './aims';
import type { BundlePart } from './bundle-parts';
import { type DelayedTime, ROUND_TRIP_MS, SEVERAL } from './delayed-time';
import type { ImageTime } from './image-time';
import type { LoadTime, ProcessTimes } from './load-time';
import type { Extent } from './options';
import { medianDifference, medianRatio, toFigures, type Figure, type Samples } from './samples';
import { IMAGES, type StreamRate } from './stream-rate';
import { sweepAim, sweepTable } from './sweep-report';
import type { SweepTime } from './sweep-time';

/** Everything that was measured. */
export interface Measured {
  readonly extent: Extent;
  /** Whether notation ran with the stand-in for the AWS Signer plugin. */
  readonly standIn: boolean;
  readonly bundle: { readonly bytes: number; readonly parts: readonly BundlePart[] };
  readonly load: LoadTime;
  readonly image: ImageTime;
  readonly stream: StreamRate;
  readonly delayed: DelayedTime;
  readonly sweep: SweepTime;
}

const MEGABYTE = 1e6;
const SHOWN_PARTS = 10;

/** The aims, each with what was measured. */
export const toAims = ({ bundle, load, image, stream, delayed, sweep }: Measured): readonly Aim[] => {
  const ratio = (name: string, [samples, base]: readonly [Samples, Samples], atMost: number): Aim => ({
    name,
    measured: medianRatio(samples, base),
    unit: 'x',
    aim: { atMost },
  });
  return [
    ratio('one new image, warm function / notation alone', [image.warm, image.notation], 1.1),
    {
      name: `events per second about ${IMAGES} images, launch function / tutorial-like handler`,
      measured: stream.launch / stream.tutorial,
      unit: 'x',
      aim: { atLeast: 50 },
    },
    {
      name: `requests for revocation for these events`,
      measured: stream.revocationRequests,
      unit: 'requests',
      aim: { exactly: IMAGES },
    },
    ratio(`one new image, ${ROUND_TRIP_MS} ms round trips / notation alone`, [delayed.one, delayed.notation], 0.7),
    ratio(`${SEVERAL} new images, ${ROUND_TRIP_MS} ms round trips / one`, [delayed.several, delayed.one], 1.3),
    {
      name: 'load time over bare node',
      measured: medianDifference(load.function.wall, load.alone.wall),
      unit: 'ms',
      aim: { atMost: 60 },
    },
    {
      name: 'the same in processor time',
      measured: medianDifference(load.function.processor, load.alone.processor),
      unit: 'ms',
      aim: { atMost: 60 },
    },
    { name: 'bundle', measured: bundle.bytes / MEGABYTE, unit: 'MB', aim: { atMost: 0.9 } },
    ratio('cold start with one event / notation alone', [image.cold, image.notation], 3),
    sweepAim(sweep),
  ];
};

const FIGURES = ['MEDIAN MS', 'LEAST', 'MOST', 'RATIO'];

const toRow = ({ name, median, least, most, ratio }: Figure): readonly string[] => [
  name,
  median.toFixed(1),
  least.toFixed(1),
  most.toFixed(1),
  `${ratio.toFixed(2)} x`,
];

const timesTable = (title: string, measured: Readonly<Record<string, Samples>>): string =>
  plainTable([title, ...FIGURES], toFigures(measured).map(toRow), { right: FIGURES });

const partsTable = ({ parts }: Measured['bundle']): string =>
  plainTable(
    ['LARGEST PARTS OF THE BUNDLE', 'KB'],
    parts.slice(0, SHOWN_PARTS).map(({ name, bytes }) => [name, (bytes / 1_000).toFixed(0)]),
    { right: ['KB'] },
  );

const ratesTable = ({ tutorial, launch, known, knownForEachCore }: StreamRate): string =>
  plainTable(
    ['EVENTS AT ONE INSTANCE', 'PER SECOND'],
    [
      ['tutorial-like handler', tutorial.toFixed(1)],
      [`launch function, each about a new task`, launch.toFixed(1)],
      ['launch function, known and announced verdicts', known.toFixed(1)],
      ['the same, per second of its own processor time (one core)', knownForEachCore.toFixed(1)],
    ],
    { right: ['PER SECOND'] },
  );

const loadTable = (title: string, load: LoadTime, kind: keyof ProcessTimes): string =>
  timesTable(title, {
    'node alone': load.alone[kind],
    'node with the function as in its image': load.function[kind],
    'node with the bundle, without a code cache': load.uncached[kind],
    'node that compiles the bundle and does not run it': load.compiled[kind],
  });

/** The report for a person. */
export const toReport = (measured: Measured): string => {
  const { load, image, delayed, bundle, stream, standIn } = measured;
  return [
    loadTable('LOADING', load, 'wall'),
    loadTable('LOADING, PROCESSOR TIME', load, 'processor'),
    partsTable(bundle),
    timesTable('ONE IMAGE, LOOPBACK NETWORK', {
      'notation verify alone': image.notation,
      'tutorial-like handler, warm': image.tutorial,
      'launch function, warm': image.warm,
      'launch function, cold': image.cold,
    }),
    ratesTable(stream),
    timesTable(`ROUND TRIPS OF ${ROUND_TRIP_MS} MS`, {
      'notation verify alone, one image': delayed.notation,
      'launch function, warm, one image': delayed.one,
      [`launch function, warm, ${SEVERAL} images of one task`]: delayed.several,
      'the same, one image, with delay to DynamoDB, too': delayed.oneEverywhere,
      [`the same, ${SEVERAL} images, with delay to DynamoDB, too`]: delayed.severalEverywhere,
    }),
    sweepTable(measured.sweep),
    plainTable(['FIGURE', 'MEASURED', 'AIM', ''], toAims(measured).map(toAimRow), { right: ['MEASURED'] }),
    `with ${standIn ? 'the stand-in for the AWS Signer plugin' : 'the AWS Signer plugin'}`,
  ].join('\n\n');
};

/** The report as JSON. */
export const toJson = (measured: Measured): string =>
  JSON.stringify({ ...measured, aims: toAims(measured).map((aim) => ({ ...aim, met: isMet(aim) })) }, null, 2);
