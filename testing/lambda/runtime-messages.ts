/** What the host asks of the process that runs a function. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly event: unknown;
  /** When the invocation must be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** An error as Lambda reports it. */
export interface FunctionError {
  readonly name: string;
  readonly message: string;
}

/** How an invocation ended; `result` is what the handler returned, as JSON carries it. */
export type Outcome =
  { readonly kind: 'returned'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: FunctionError };

/** What that process tells the host. */
export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly error: FunctionError }
  | { readonly kind: 'returned'; readonly requestId: string; readonly result: unknown }
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: FunctionError };

/** The line that ends an invocation's lines, on the output and on the error output. */
export const endLine = (requestId: string): string => `END RequestId: ${requestId}`;
