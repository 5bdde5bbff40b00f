/** Thrown when something cannot be bundled: its source file is missing, or esbuild failed (see `cause`). */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(
    readonly code: 'entry-missing' | 'build-failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
