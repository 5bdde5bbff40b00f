import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import { parseInput } from './parse-input';

const MAX_SECONDS = 12 * 3600;

/** The members of SQS's ChangeMessageVisibility. */
export const visibilityShape = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(MAX_SECONDS),
});

/** SQS's ChangeMessageVisibility. EmulatedQueue reads the recorded calls. */
export const sqsActions: AwsActions = {
  ChangeMessageVisibility: (call) => {
    parseInput(call, visibilityShape);
    return jsonResult({});
  },
};
