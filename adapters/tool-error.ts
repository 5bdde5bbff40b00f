/** Kinds of trouble: a tool is missing here, AWS or a registry refused, a retry may succeed, or none of these. */
export type ToolErrorCode = 'missing' | 'refused' | 'temporary' | 'failed';

/** A tool or a registry failed; the message says what to do next. */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  constructor(
    readonly code: ToolErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
