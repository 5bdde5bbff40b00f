const taken: (readonly [step: string, seconds: number])[] = [];
let failed: string | undefined;

/** A test that is a step of one long story, and fails at once where one before it failed; how long it took is told at its end. */
export const step = (title: string, work: () => Promise<void>, limitMs = 600_000): void =>
  it(
    title,
    async () => {
      if (failed !== undefined) throw new Error(`not tried, since an earlier step failed: ${failed}`);
      const since = performance.now();
      failed = title;
      try {
        await work();
        failed = undefined;
      } finally {
        taken.push([title, (performance.now() - since) / 1_000]);
      }
    },
    limitMs,
  );

/** Adds something to the table that is no test. */
export const noteStep = (title: string, seconds: number): void => void taken.push([title, seconds]);

/** The steps so far, with their times, for people. */
export const stepTable = (): string => {
  const width = Math.max(...taken.map(([title]) => title.length));
  return taken.map(([title, seconds]) => `${title.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s\n`).join('');
};
