import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseLaunchSettings } from '../contracts/functions/launch-settings';
import { composeLaunch } from './launch/compose';
import { recordHandler } from './launch/handle-record';

const { ports, metrics } = composeLaunch(parseLaunchSettings(process.env));

/** Verifies the ECS tasks of a batch of queue messages; reports the messages that SQS must redeliver, and no others. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const handleRecord = recordHandler(ports, () => context.getRemainingTimeInMillis());
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
