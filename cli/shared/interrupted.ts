import { constants } from 'node:os';

/** A person interrupted a question, by Ctrl-C for example: nothing was changed yet. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly signal: 'SIGINT' | 'SIGTERM') {
    super(`interrupted by ${signal}: nothing was changed`);
  }

  /** The exit code that a shell gives. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}
