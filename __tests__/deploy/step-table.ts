import { plainTable } from '../../cli/shared/plain-table';

const timed: (readonly [step: string, seconds: number])[] = [];
let failed: string | undefined;

/** Defines a test that is one step of a sequence: it is timed, and it fails at once after an earlier step failed. */
export const step = (title: string, work: () => Promise<void>, limitMs = 600_000): void =>
  it(
    title,
    async () => {
      if (failed !== undefined) throw new Error(`not run, since an earlier step failed: ${failed}`);
      const since = performance.now();
      failed = title;
      try {
        await work();
        failed = undefined;
      } finally {
        noteStep(title, (performance.now() - since) / 1_000);
      }
    },
    limitMs,
  );

/** Adds a row to the table that is not a test. */
export const noteStep = (title: string, seconds: number): void => void timed.push([title, seconds]);

/** A table of the steps so far, with their times. */
export const stepTable = (): string =>
  plainTable(
    ['STEP', 'SECONDS'],
    timed.map(([title, seconds]) => [title, seconds.toFixed(1)]),
    { right: ['SECONDS'] },
  );
