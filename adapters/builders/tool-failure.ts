/**
 * What kind of trouble it is: something is missing on this machine, AWS or a registry said no, it may pass by itself, or none of
 * these.
 */
export type ToolFailureCode = 'missing' | 'refused' | 'temporary' | 'failed';

/** Why an image could not be built, moved, signed or looked at: one sentence that says what to do next. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';

  constructor(
    readonly code: ToolFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
