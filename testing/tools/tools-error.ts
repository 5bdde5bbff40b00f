/** A tool that the emulated environment needs is missing or unusable. The message says in one line what to do. */
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
