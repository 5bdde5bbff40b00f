/** An invocation, as the host sends it to the function's process. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly event: unknown;
  /** When the invocation times out, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** An error as Lambda reports it. */
export interface FunctionError {
  readonly name: string;
  readonly message: string;
}

/** How an invocation ended; `result` is the JSON value that the handler returned. */
export type Outcome =
  { readonly kind: 'returned'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: FunctionError };

/** A message from that process to the host. */
export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly error: FunctionError }
  | { readonly kind: 'returned'; readonly requestId: string; readonly result: unknown }
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: FunctionError };

/** The line that follows an invocation's last line, on standard output and on standard error. */
export const endLine = (requestId: string): string => `END RequestId: ${requestId}`;
