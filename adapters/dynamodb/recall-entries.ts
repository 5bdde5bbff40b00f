import * as z from 'zod';
import { slicesOf, type Ledger, type LedgerEntry } from '../../verification';

/** How many entries are recalled at a time: two calls of BatchGetItem, so that the launch function is not throttled. */
const AT_A_TIME = 200;

const recallReadable = async (ledger: Pick<Ledger, 'recall'>, key: string): Promise<LedgerEntry | undefined> => {
  try {
    return await ledger.recall(key);
  } catch (error) {
    // One odd item must not keep the sweep from everything else; its verdict is announced again.
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
};

/**
 * Makes the reader of many entries of a ledger that collects what is recalled at the same time. An entry that is not one is
 * left out. Throws what the ledger throws.
 */
export const entriesReader =
  (ledger: Pick<Ledger, 'recall'>) =>
  async (keys: readonly string[]): Promise<ReadonlyMap<string, LedgerEntry>> => {
    const found = new Map<string, LedgerEntry>();
    for (const some of slicesOf([...new Set(keys)], AT_A_TIME))
      await Promise.all(
        some.map(async (key) => {
          const entry = await recallReadable(ledger, key);
          if (entry !== undefined) found.set(key, entry);
        }),
      );
    return found;
  };
