import { createInterface } from 'node:readline/promises';
import { Interrupted } from '../interrupted';
import { say } from '../print';
import { UsageError } from '../usage-error';
import { visibleLines } from '../visible-text';

/** Where a person reads messages and may answer questions. */
export interface Terminal {
  /** Whether there is a person who can answer. */
  readonly interactive: boolean;
  /**
   * Asks a question and returns the answer, trimmed.
   * @throws UsageError when the input ends without an answer; Interrupted on Ctrl-C.
   */
  readonly ask: (question: string) => Promise<string>;
  readonly say: (line: string) => void;
}

const ask = async (question: string): Promise<string> => {
  // stdout is for results.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // readline never answers a question when the input ends.
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new UsageError('expected an answer, found the end of the input')));
    lines.once('SIGINT', () => {
      say('');
      reject(new Interrupted('SIGINT'));
    });
  });
  try {
    return (await Promise.race([lines.question(visibleLines(question)), ended])).trim();
  } finally {
    lines.close();
  }
};

/** The terminal that this process was started from. */
export const standardTerminal = (): Terminal => ({
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  ask,
  say,
});
