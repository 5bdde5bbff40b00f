import * as z from 'zod';
import { GRANT_OCCASIONS, type GrantLedger } from '../../verification';
import type { TableSettings } from './ledger';
import { tableItems } from './table-items';

/** As long as the table of grants keeps a grant. */
const KEEP_DAYS = 31;

const itemSchema = z.object({
  announced: z.record(z.string(), z.array(z.enum(GRANT_OCCASIONS))),
});

/** What was announced about grants, in the ledger's table. Throws what the SDK throws. */
export const dynamoGrantLedger = (settings: TableSettings): GrantLedger => {
  const { get, put } = tableItems(settings);
  return {
    recall: async (key) => {
      const item = await get(`grant#${key}`);
      return item === undefined ? undefined : itemSchema.parse(item).announced;
    },
    keep: async (key, announced) => {
      const expires = Math.ceil(settings.now() / 1000) + KEEP_DAYS * 24 * 3600;
      await put({ id: `grant#${key}`, announced, expires });
    },
  };
};
