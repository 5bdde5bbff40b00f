/** Times of one thing in milliseconds, in the order they were taken. */
export type Samples = readonly number[];

/** The middle of the samples; of an even number the upper of the two. */
export const median = (samples: Samples): number => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN;

/** What is quoted of samples: the median, and how far they spread. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** The median as a multiple of the first figure's, which was measured in turn with this one. */
  readonly ratio: number;
}

/** Figures of things that were measured in turn; the first is what the others are compared with. */
export const toFigures = (measured: Readonly<Record<string, Samples>>): readonly Figure[] => {
  const base = median(Object.values(measured)[0] ?? []);
  return Object.entries(measured).map(([name, samples]) => ({
    name,
    median: median(samples),
    least: Math.min(...samples),
    most: Math.max(...samples),
    ratio: median(samples) / base,
  }));
};

/** Runs a thing and tells how long it took, in milliseconds. */
export const timed = async (run: () => unknown): Promise<number> => {
  const before = performance.now();
  await run();
  return performance.now() - before;
};

/** Runs several things in turn, round after round, so that a machine whose speed drifts harms none of them more than the others. */
export const inTurns = async (
  things: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<string, Samples>>> => {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, thing] of Object.entries(things)) samples[name]?.push(await thing());
  return samples;
};
