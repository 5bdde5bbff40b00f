/** Thrown so that the batch reports this message, and no other, as failed: SQS will redeliver it. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
}
