import * as z from 'zod';
import { LAUNCH_MEMORY_MEGABYTES } from '../functions/launch-limits';
import { closedObject } from '../schema/closed-object';
import { wholeNumberField } from '../schema/fields';
import { vpcField } from './organization-fields';

/** The limits and the network of the launch function. */
export const launchField = closedObject({
  memoryMegabytes: wholeNumberField(LAUNCH_MEMORY_MEGABYTES, 10240)
    .default(LAUNCH_MEMORY_MEGABYTES)
    .describe(`The memory of the function in megabytes. Default: ${LAUNCH_MEMORY_MEGABYTES}.`),
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  maximumConcurrency: wholeNumberField(2, 1000)
    .default(10)
    .describe('How many batches of messages are processed at the same time. Default: 10.'),
  vpc: vpcField.optional().describe('The VPC that the function runs in. Default: none.'),
});

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** How many days CloudWatch keeps logs. */
export const logRetentionField = z.literal(RETENTION_DAYS, { error: `one of ${RETENTION_DAYS.join(', ')}` });
