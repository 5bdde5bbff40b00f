/** Kinds of failure, each with an exit code: a tool is missing here, AWS or a registry refused, a retry may succeed, or none of these. */
export type ToolFailureCode = 'missing' | 'refused' | 'temporary' | 'failed';

/** Why a command failed: one sentence for the person who ran it, which says what to do next. */
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
