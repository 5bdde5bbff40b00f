import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ANNOUNCED_LEVELS, type Ledger } from '../../verification';

/** Items expire after this many days; DynamoDB deletes them up to days later, which is harmless here. */
const KEEP_DAYS = 30;

// The attribute `told` keeps its name, so that items of earlier versions are still read.
const itemSchema = z
  .object({
    firstSeen: z.number(),
    stopped: z.boolean(),
    told: z.record(z.string(), z.enum(ANNOUNCED_LEVELS)),
    grant: z.string().exactOptional(),
  })
  .transform(({ told, ...rest }) => ({ ...rest, announced: told }));

/** The table, and the present time in milliseconds since the epoch. */
export interface TableSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly now: () => number;
}

/**
 * The ledger in a DynamoDB table with the string key `id` and the time-to-live attribute `expires`. Throws what the SDK
 * throws.
 */
export const dynamoLedger = ({ client, table, now }: TableSettings): Ledger => ({
  recall: async (key) => {
    const request = { TableName: table, Key: { id: `verdict#${key}` }, ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(request));
    return Item === undefined ? undefined : itemSchema.parse(Item);
  },
  keep: async (key, { announced, ...rest }) => {
    const expires = Math.ceil(now() / 1000) + KEEP_DAYS * 24 * 3600;
    const Item = { ...rest, id: `verdict#${key}`, told: announced, expires };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
});
