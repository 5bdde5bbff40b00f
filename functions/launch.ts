import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseLaunchSettings } from '../contracts/functions/launch-settings';
import { composeLaunch } from './launch/compose';
import { recordHandler } from './launch/handle-record';

const launch = composeLaunch(parseLaunchSettings(process.env));
const processor = new BatchProcessor(EventType.SQS);

/**
 * Judges the ECS tasks that a batch of queue messages tells of, message by message: a message that must be tried again is reported as failed,
 * the others are done.
 */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  launch.invocation.remaining = () => context.getRemainingTimeInMillis();
  try {
    // An outage makes every message come back: that is no bug of the function, so it must not fail as a whole.
    const options = { context, throwOnFullBatchFailure: false };
    return await processPartialResponse(event, recordHandler(launch.handling), processor, options);
  } finally {
    if (launch.metrics.hasStoredMetrics()) launch.metrics.publishStoredMetrics();
  }
};
