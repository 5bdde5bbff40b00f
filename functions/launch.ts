import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseLaunchSettings } from '../contracts/functions/launch-settings';
import { composeLaunch } from './launch/compose';
import { recordHandler } from './launch/handle-record';
import { handleBatch } from './shared/handle-batch';

const { ports, metrics } = composeLaunch(parseLaunchSettings(process.env));

/** Verifies the ECS tasks of a batch of queue messages; reports the messages that SQS must redeliver, and no others. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const handleRecord = recordHandler(ports, () => context.getRemainingTimeInMillis());
  return handleBatch({ event, context }, handleRecord, metrics);
};
