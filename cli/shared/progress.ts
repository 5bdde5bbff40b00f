import { performance } from 'node:perf_hooks';
import { visibleLines } from './visible-text';

/** One piece of work that takes time, and what is printed before and after it. */
export interface ProgressStep<T> {
  readonly doing: string;
  readonly work: () => Promise<T>;
  readonly done: (result: T) => string;
}

/** Prints what long work is doing and how long each step took. */
export interface Progress {
  /** Runs a step and prints its outcome and duration. */
  readonly step: <T>(step: ProgressStep<T>) => Promise<T>;
  readonly say: (text: string) => void;
}

/** A number of bytes in a readable unit. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** Where lines go, and the clock, in milliseconds, that times steps. */
export interface ProgressPorts {
  readonly say: (line: string) => void;
  readonly clock: () => number;
}

interface Printer extends ProgressPorts {
  /** Shows that work has begun; returns what removes that again. */
  readonly begin: (line: string) => () => void;
}

const seconds = (milliseconds: number, digits: number): string => `${(milliseconds / 1_000).toFixed(digits)} s`;

const progressWith = ({ say, clock, begin }: Printer, label: string): Progress => ({
  say: (text) => say(`${label}: ${text}`),
  step: async ({ doing, work, done }) => {
    const since = clock();
    const clear = begin(`${label}: ${doing} …`);
    const result = await work().finally(clear);
    say(`${label}: ${done(result)} (${seconds(clock() - since, 1)})`);
    return result;
  },
});

/** A stream that progress is written to; a terminal also shows a running clock. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

const CLEAR_LINE = '\r\u001B[K';
const clock = (): number => performance.now();

const runningClock =
  (stream: ProgressStream): Printer['begin'] =>
  (line) => {
    const since = clock();
    const tick = (): void => void stream.write(`${CLEAR_LINE}${visibleLines(line)} ${seconds(clock() - since, 0)}`);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => {
      clearInterval(timer);
      stream.write(CLEAR_LINE);
    };
  };

/** Progress of work that writes nothing itself; each line begins with a label such as `[1/3] verifier`. */
export const progressOn = (stream: ProgressStream, label: string): Progress => {
  const begin = stream.isTTY === true ? runningClock(stream) : () => () => undefined;
  return progressWith({ say: (line) => void stream.write(visibleLines(`${line}\n`)), clock, begin }, label);
};

/** Progress of work that writes to the same place itself: the start of a step is a line of its own. */
export const progressAround = ({ say, clock }: ProgressPorts, label: string): Progress => {
  const begin = (line: string) => {
    say(line);
    return () => undefined;
  };
  return progressWith({ say, clock, begin }, label);
};
