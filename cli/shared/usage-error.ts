/** A command line or an input that a command cannot work with: what was expected and what was found. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
