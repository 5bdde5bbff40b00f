import { performance } from 'node:perf_hooks';

/** One piece of work that takes its time: what is said before and after it. */
export interface ProgressStep<T> {
  readonly doing: string;
  readonly work: () => Promise<T>;
  readonly done: (result: T) => string;
}

/** Tells how far long work is. */
export interface Progress {
  /** Runs a step and tells what came of it and how long it took. */
  readonly step: <T>(step: ProgressStep<T>) => Promise<T>;
  readonly say: (text: string) => void;
}

/** Bytes for people. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** Where progress is written: a terminal also shows a running clock. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

const CLEAR_LINE = '\r\u001B[K';

/** Progress on a stream, each line behind a label such as `[1/3] verifier`. */
export const progressOn = (stream: ProgressStream, label: string): Progress => {
  const say = (text: string): void => void stream.write(`${label}: ${text}\n`);
  const ticking = (doing: string, since: number): (() => void) => {
    if (stream.isTTY !== true) return () => undefined;
    const tick = (): void =>
      void stream.write(`${CLEAR_LINE}${label}: ${doing} … ${((performance.now() - since) / 1_000).toFixed(0)} s`);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => {
      clearInterval(timer);
      stream.write(CLEAR_LINE);
    };
  };
  return {
    say,
    step: async ({ doing, work, done }) => {
      const since = performance.now();
      const stop = ticking(doing, since);
      const result = await work().finally(stop);
      say(`${done(result)} (${((performance.now() - since) / 1_000).toFixed(1)} s)`);
      return result;
    },
  };
};
