import { constants } from 'node:os';
import { endingRunner, type RunProcess } from '../../adapters/process';
import { withScratch } from './temporary-folder';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long answers of AWS or a registry are waited for after an interruption, in milliseconds; longer than a child takes to end. */
const HURRY_MS = 5_000;

/** Somebody asked this process to end. */
class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }

  /** As a shell gives it. */
  get status(): number {
    return 128 + constants.signals[this.signal];
  }
}

/** What work that can be interrupted is given. */
export interface WorkTools {
  /** Starts programs, which end when the work is interrupted. */
  readonly run: RunProcess;
  /** A directory that nobody else can read, removed at the end, whatever the end is. */
  readonly scratch: string;
  /** Throws when the work was interrupted: for work that takes a program that was ended for an answer. */
  readonly goOn: () => void;
}

/** Work that can be interrupted. */
export interface InterruptibleWork {
  /** Gives the exit status. */
  readonly work: (tools: WorkTools) => Promise<number>;
  /** What is done when it is interrupted, and how to go on. */
  readonly soFar: () => string;
}

// An HTTP request cannot be recalled, and may be answered never.
const atLatest = (ending: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const hurry = (): void => void setTimeout(() => reject(ending.reason as Interruption), HURRY_MS);
    ending.addEventListener('abort', hurry, { once: true });
  });

/**
 * Runs work to its end, or until Ctrl-C, SIGTERM or a closed terminal: then its programs are ended and awaited, its directory is removed,
 * and one sentence on stderr says what is done. Gives the exit status.
 */
export const interruptible = async (verb: string, { work, soFar }: InterruptibleWork): Promise<number> => {
  const ending = new AbortController();
  const { signal: ended } = ending;
  // Asked twice it goes on ending: what would be left behind are logins and running builds.
  const interrupt = (signal: NodeJS.Signals): void => ending.abort(new Interruption(signal));
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  try {
    const tools = { run: endingRunner(ended), goOn: () => ended.throwIfAborted() };
    return await withScratch((scratch) => Promise.race([work({ ...tools, scratch }), atLatest(ended)]));
  } catch (error) {
    // Whatever fails after an interruption fails by it.
    const reason: unknown = ended.reason;
    if (!(reason instanceof Interruption)) throw error;
    process.stderr.write(`image-trust ${verb}: ${reason.message}: ${soFar()}\n`);
    return reason.status;
  } finally {
    SIGNALS.forEach((signal) => process.removeListener(signal, interrupt));
  }
};
