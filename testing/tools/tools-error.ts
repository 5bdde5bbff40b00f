/** Says, in one line for a person, which tool the offline world lacks and what to do about it. */
export class ToolsError extends Error {
  constructor(
    readonly code: 'platform' | 'not-root' | 'go-missing' | 'python-missing' | 'build-failed' | 'plugin-unusable',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ToolsError';
  }
}
