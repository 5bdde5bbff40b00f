import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { ANNOUNCED_LEVELS, type Ledger } from '../../verification';

/** Items end after so many days; DynamoDB deletes them later still, which harms nothing here. */
const KEEP_DAYS = 30;

const itemSchema = z.object({
  firstSeen: z.object({ N: z.string() }).transform(({ N }) => Number(N)),
  stopped: z.object({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
  told: z
    .object({ M: z.record(z.string(), z.object({ S: z.enum(ANNOUNCED_LEVELS) })) })
    .transform(({ M }) => Object.fromEntries(Object.entries(M).map(([channel, { S }]) => [channel, S]))),
});

/** Which table, and what time it is in milliseconds since the epoch. */
export interface LedgerSettings {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}

/** The ledger in a DynamoDB table with the string key `id` and the time-to-live attribute `expires`. Throws what the SDK throws. */
export const dynamoLedger = ({ client, table, now }: LedgerSettings): Ledger => ({
  recall: async (key) => {
    const request = { TableName: table, Key: { id: { S: `verdict#${key}` } }, ConsistentRead: true };
    const { Item } = await client.send(new GetItemCommand(request));
    if (Item === undefined) return undefined;
    const { told: announced, ...entry } = itemSchema.parse(Item);
    return { ...entry, announced };
  },
  keep: async (key, { firstSeen, announced: told, stopped }) => {
    const expires = Math.ceil(now() / 1000) + KEEP_DAYS * 24 * 3600;
    const Item = {
      id: { S: `verdict#${key}` },
      firstSeen: { N: String(firstSeen) },
      told: { M: Object.fromEntries(Object.entries(told).map(([channel, far]) => [channel, { S: far }])) },
      stopped: { BOOL: stopped },
      expires: { N: String(expires) },
    };
    await client.send(new PutItemCommand({ TableName: table, Item }));
  },
});
