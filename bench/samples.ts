/** Measured values, in the order of the rounds. */
export type Samples = readonly number[];

/** The median; for an even number of samples the upper one of the two in the middle. */
export const median = (samples: Samples): number => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? NaN;

/** The median of the ratios of two values of the same round: a change in the machine's speed affects both alike. */
export const medianRatio = (samples: Samples, base: Samples): number =>
  median(samples.map((sample, round) => sample / (base[round] ?? NaN)));

/** The median of the differences between two values of the same round. */
export const medianDifference = (samples: Samples, base: Samples): number =>
  median(samples.map((sample, round) => sample - (base[round] ?? NaN)));

/** A summary of samples: the median and the range. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** The median of the ratios to the first figure's sample of the same round. */
  readonly ratio: number;
}

/** Summarises samples; the first ones are the baseline of the ratios. */
export const toFigures = (measured: Readonly<Record<string, Samples>>): readonly Figure[] => {
  const [base = []] = Object.values(measured);
  return Object.entries(measured).map(([name, samples]) => ({
    name,
    median: median(samples),
    least: Math.min(...samples),
    most: Math.max(...samples),
    ratio: medianRatio(samples, base),
  }));
};

/** Runs some work; returns how long it took, in milliseconds. */
export const timed = async (run: () => unknown): Promise<number> => {
  const before = performance.now();
  await run();
  return performance.now() - before;
};

/** Measures several things once in each round, so that a change in the machine's speed affects all of them equally. */
export const measureInRounds = async <Name extends string>(
  things: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<Name, Samples>>> => {
  const names = Object.keys(things) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) for (const name of names) samples[name].push(await things[name]());
  return samples;
};
