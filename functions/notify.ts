import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseNotifySettings } from '../contracts/functions/notify-settings';
import { composeNotify } from './notify/compose';
import { recordHandler } from './notify/handle-record';

const { ports, metrics } = composeNotify(parseNotifySettings(process.env));
const handleRecord = recordHandler(ports);

/** Sends findings and webhook messages; reports the messages that SQS must redeliver, and no others. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  // A processor keeps the results of one batch, so concurrent invocations must not share it.
  const processor = new BatchProcessor(EventType.SQS);
  try {
    // While a receiver is down, every message of a batch is retried. That is no error of the function.
    const options = { context, throwOnFullBatchFailure: false };
    return await processPartialResponse(event, handleRecord, processor, options);
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
};
