/** Thrown when a response failed for some container; the message is retried, and what succeeded is not repeated. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
}

/** One cause for one or several failures. */
export const toCause = (failures: readonly unknown[]): unknown =>
  failures.length === 1 ? failures[0] : new AggregateError(failures, `${failures.length} failures`);
