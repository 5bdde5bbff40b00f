import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-answer';
import { membersOf } from './members-of';

const MOST_SECONDS = 12 * 3600;

/** The members of SQS's ChangeMessageVisibility. */
export const visibilityShape = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(MOST_SECONDS),
});

/** SQS's ChangeMessageVisibility: recorded, for whoever plays the queue. */
export const sqsActions: AwsActions = {
  ChangeMessageVisibility: (call) => {
    membersOf(call, visibilityShape);
    return jsonResult({});
  },
};
