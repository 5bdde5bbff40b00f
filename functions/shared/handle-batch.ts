import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** One invocation with a batch of queue messages. */
export interface BatchInvocation {
  readonly event: SQSEvent;
  readonly context: Context;
}

/** Handles each message of a batch; reports the messages that SQS must redeliver, and no others, and publishes metrics. */
export const handleBatch = async (
  { event, context }: BatchInvocation,
  handleRecord: (record: SQSRecord) => Promise<void>,
  metrics: Metrics,
): Promise<SQSBatchResponse> => {
  // A processor keeps the results of one batch, so concurrent invocations must not share it.
  const processor = new BatchProcessor(EventType.SQS);
  try {
    // In an outage, every message of a batch is retried. That is no error of the function: the invocation succeeds.
    const options = { context, throwOnFullBatchFailure: false };
    return await processPartialResponse(event, handleRecord, processor, options);
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
};
