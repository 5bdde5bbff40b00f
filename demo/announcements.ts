import * as z from 'zod';
import type { EmulatedAws } from '../testing/aws/emulated-aws';

const putEvents = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });
const publish = z.object({ Message: z.string() });

/** The details of the events of one type that were put on the bus, in order. */
export const putEntries = (aws: EmulatedAws, detailType: string): readonly unknown[] =>
  aws
    .calls({ action: 'PutEvents' })
    .flatMap(({ input }) => putEvents.parse(input).Entries)
    .filter(({ DetailType }) => DetailType === detailType)
    .map(({ Detail }): unknown => JSON.parse(Detail));

/** The messages that were published on the topic, in order. */
export const publishedMessages = (aws: EmulatedAws): readonly string[] =>
  aws.calls({ action: 'Publish' }).map(({ input }) => publish.parse(input).Message);
