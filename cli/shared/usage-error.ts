/** Wrong use of a command: what was expected and what was found, for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
