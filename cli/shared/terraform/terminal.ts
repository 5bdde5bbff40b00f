import { createInterface } from 'node:readline/promises';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';

/** Someone who can be asked, perhaps. */
export interface Terminal {
  /** Whether somebody is there to answer. */
  readonly interactive: boolean;
  /**
   * Asks a question and gives the answer, without the spaces around it.
   * @throws UsageError when the input has ended; Interrupted on Ctrl-C.
   */
  readonly ask: (question: string) => Promise<string>;
  readonly say: (line: string) => void;
}

const ask = async (question: string): Promise<string> => {
  // Questions are talk: stdout is for results.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // readline leaves a question unanswered for ever when the input ends.
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new UsageError('expected an answer, found the end of the input')));
    lines.once('SIGINT', () => {
      process.stderr.write('\n');
      reject(new Interrupted('SIGINT'));
    });
  });
  try {
    return (await Promise.race([lines.question(question), ended])).trim();
  } finally {
    lines.close();
  }
};

/** The terminal that the program was started from. */
export const standardTerminal = (): Terminal => ({
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  ask,
  say: (line) => void process.stderr.write(`${line}\n`),
});
