import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parseNotifySettings } from '../contracts/functions/notify-settings';
import { composeNotify } from './notify/compose';
import { recordHandler } from './notify/handle-record';
import { handleBatch } from './shared/handle-batch';

const { ports, metrics } = composeNotify(parseNotifySettings(process.env));
const handleRecord = recordHandler(ports);

/** Sends findings and webhook messages; reports the messages that SQS must redeliver, and no others. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  handleBatch({ event, context }, (record) => handleRecord(record, () => context.getRemainingTimeInMillis()), metrics);
