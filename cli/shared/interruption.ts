import { constants } from 'node:os';
import { abortableRunner, runProcess, type RunProcess } from '../../adapters/process';
import { say } from './print';
import { withTemporaryFolder } from './temporary-folder';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long work may still take after an interruption, in milliseconds; longer than a terminated child takes to end. */
const PATIENCE_MS = 5_000;

class Interruption extends Error {
  override readonly name = 'Interruption';

  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }

  /** The exit status that a shell reports for the signal. */
  get status(): number {
    return 128 + constants.signals[this.signal];
  }
}

/** What interruptible work uses. */
export interface WorkTools {
  /** Runs programs, which are terminated when the work is interrupted. */
  readonly run: RunProcess;
  /** Runs work that an interruption neither prevents nor cuts short: removing what a terminated program left behind. */
  readonly cleanUp: <T>(work: (run: RunProcess) => Promise<T>) => Promise<T>;
  /** A folder that only this user can read, removed at the end. */
  readonly scratch: string;
  /** Throws after an interruption. For work that would otherwise take a terminated program for an answer. */
  readonly throwIfInterrupted: () => void;
}

/** Work that signals can interrupt. */
export interface InterruptibleWork {
  /** Returns the exit status. */
  readonly work: (tools: WorkTools) => Promise<number>;
  /** What is done when it is interrupted, and how to resume. */
  readonly soFar: () => string;
  /** How long the work may still take after an interruption, in milliseconds, or as long as it needs. Default: 5 s. */
  readonly patienceMs?: number | 'unlimited';
}

type Patience = NonNullable<InterruptibleWork['patienceMs']>;

/** What decides how long work may still take after an interruption. */
interface Waiting {
  readonly patience: Patience;
  readonly cleaningUp: ReadonlySet<Promise<unknown>>;
  /** Aborted when the work has ended: nothing has to be waited for any more. */
  readonly ended: AbortSignal;
}

/** Rejects some time after an interruption, since an HTTP request may never be answered, and cannot be recalled. */
const afterPatience = (aborted: AbortSignal, { patience, cleaningUp, ended }: Waiting): Promise<never> =>
  new Promise((_, reject) => {
    if (patience === 'unlimited') return;
    const giveUp = async (): Promise<void> => {
      await Promise.allSettled(cleaningUp);
      reject(aborted.reason as Interruption);
    };
    const wait = (): void => {
      const timer = setTimeout(() => void giveUp(), patience);
      ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    aborted.addEventListener('abort', wait, { once: true });
  });

const toolsFor = (aborted: AbortSignal, cleaningUp: Set<Promise<unknown>>): Omit<WorkTools, 'scratch'> => ({
  run: abortableRunner(aborted),
  throwIfInterrupted: () => aborted.throwIfAborted(),
  cleanUp: async (work) => {
    const cleaning = work(runProcess);
    cleaningUp.add(cleaning);
    try {
      return await cleaning;
    } finally {
      cleaningUp.delete(cleaning);
    }
  },
});

/**
 * Runs work until it ends or is interrupted by Ctrl-C, SIGTERM or a closed terminal. After an interruption its programs are terminated and
 * awaited, its folder is removed, and one sentence on stderr says what is done. Returns the exit status.
 */
export const interruptible = async (
  verb: string,
  { work, soFar, patienceMs = PATIENCE_MS }: InterruptibleWork,
): Promise<number> => {
  const [controller, end] = [new AbortController(), new AbortController()];
  const { signal: aborted } = controller;
  // A second signal changes nothing: quitting at once would leave logins and running builds behind.
  const interrupt = (signal: NodeJS.Signals): void => controller.abort(new Interruption(signal));
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  try {
    const cleaningUp = new Set<Promise<unknown>>();
    const tools = toolsFor(aborted, cleaningUp);
    const gaveUp = afterPatience(aborted, { patience: patienceMs, cleaningUp, ended: end.signal });
    return await withTemporaryFolder((scratch) => Promise.race([work({ ...tools, scratch }), gaveUp]));
  } catch (error) {
    // Any error after an interruption is a consequence of it.
    const reason: unknown = aborted.reason;
    if (!(reason instanceof Interruption)) throw error;
    say(`image-trust ${verb}: ${reason.message}: ${soFar()}`);
    return reason.status;
  } finally {
    end.abort();
    SIGNALS.forEach((signal) => process.removeListener(signal, interrupt));
  }
};
