import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { GrantLedger } from '../../verification';
import type { TableSettings } from './ledger';

/** As long as the table of grants keeps a grant. */
const KEEP_DAYS = 31;

const itemSchema = z.object({
  announced: z.record(z.string(), z.array(z.enum(['granted', 'used', 'revoked', 'expired']))),
});

/** What was announced about grants, in the ledger's table. Throws what the SDK throws. */
export const dynamoGrantLedger = ({ client, table, now }: TableSettings): GrantLedger => ({
  recall: async (key) => {
    const request = { TableName: table, Key: { id: `grant#${key}` }, ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(request));
    return Item === undefined ? undefined : itemSchema.parse(Item).announced;
  },
  keep: async (key, announced) => {
    const expires = Math.ceil(now() / 1000) + KEEP_DAYS * 24 * 3600;
    await client.send(new PutCommand({ TableName: table, Item: { id: `grant#${key}`, announced, expires } }));
  },
});
