/** Measured times in milliseconds, in order. */
export type Samples = readonly number[];

/** The median; for an even number of samples the upper one of the two in the middle. */
export const median = (samples: Samples): number => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN;

/** A summary of samples: the median and the range. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** The median, divided by the first figure's median. */
  readonly ratio: number;
}

/** Summarises samples; the first ones are the baseline of the ratios. */
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

/** Runs some work; returns how long it took, in milliseconds. */
export const timed = async (run: () => unknown): Promise<number> => {
  const before = performance.now();
  await run();
  return performance.now() - before;
};

/** Measures several things once in each round, so that a change in the machine's speed affects all of them equally. */
export const measureInRounds = async (
  things: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<string, Samples>>> => {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, thing] of Object.entries(things)) samples[name]?.push(await thing());
  return samples;
};
