import * as z from 'zod';
import { ANNOUNCED_LEVELS, type Ledger } from '../../verification';
import { tableItems, type Table } from './table-items';

/** Items expire after this many days; DynamoDB deletes them up to days later, which is harmless here. */
const KEEP_DAYS = 30;

// The attribute `told` keeps its name, so that items of earlier versions are still read.
const itemSchema = z
  .object({
    firstSeen: z.number(),
    stopped: z.boolean(),
    rolledBack: z.boolean().exactOptional(),
    told: z.record(z.string(), z.enum(ANNOUNCED_LEVELS)),
    grant: z.string().exactOptional(),
  })
  .transform(({ told, ...rest }) => ({ ...rest, announced: told }));

/** The table, and the present time in milliseconds since the epoch. */
export interface TableSettings extends Table {
  readonly now: () => number;
}

/**
 * The ledger in a DynamoDB table with the string key `id` and the time-to-live attribute `expires`. Throws what the SDK
 * throws.
 */
export const dynamoLedger = (settings: TableSettings, { get, put } = tableItems(settings)): Ledger => ({
  recall: async (key) => {
    const item = await get(`verdict#${key}`);
    return item === undefined ? undefined : itemSchema.parse(item);
  },
  keep: async (key, { announced, ...rest }) => {
    const expires = Math.ceil(settings.now() / 1000) + KEEP_DAYS * 24 * 3600;
    await put({ ...rest, id: `verdict#${key}`, told: announced, expires });
  },
});
