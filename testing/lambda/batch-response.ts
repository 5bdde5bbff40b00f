import * as z from 'zod';
import type { Outcome } from './runtime-messages';

const responseShape = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The messages of a batch that SQS redelivers: all of them when the function failed or returned an invalid
 * batch response.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const failedMessages = (
  outcome: Outcome,
  batch: readonly { readonly messageId: string }[],
): ReadonlySet<string> => {
  const all = new Set(batch.map(({ messageId }) => messageId));
  if (outcome.kind === 'failed') return all;
  const { success, data } = responseShape.safeParse(outcome.result ?? {});
  if (!success) return all;
  const failed = (data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((one) => all.has(one)) ? new Set(failed) : all;
};
