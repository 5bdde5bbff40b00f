import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TableSettings } from './ledger';
import { tableItems, type Item, type Table } from './table-items';

const ATTEMPTS = 10;

/** An item that several instances change: its revision grows with each change. */
export interface RevisedItem<Kept extends object> {
  readonly id: string;
  readonly schema: z.ZodType<Kept>;
  /** In seconds since the epoch. */
  readonly expires: number;
}

interface Read<Kept> {
  readonly revision: number;
  readonly kept: Kept | undefined;
}

const revisionSchema = z.object({ revision: z.number() });

const read = async <Kept extends object>(
  settings: TableSettings,
  { id, schema }: Pick<RevisedItem<Kept>, 'id' | 'schema'>,
): Promise<Read<Kept>> => {
  const item = await tableItems(settings).get(id);
  return item === undefined
    ? { revision: 0, kept: undefined }
    : { revision: revisionSchema.parse(item).revision, kept: schema.parse(item) };
};

/** Reads what is kept in an item; undefined if there is no item. Throws what the SDK throws. */
export const recallItem = async <Kept extends object>(
  settings: TableSettings,
  item: Pick<RevisedItem<Kept>, 'id' | 'schema'>,
): Promise<Kept | undefined> => (await read(settings, item)).kept;

/**
 * Writes an item whose `revision` follows the one that was read; false when another instance has written it first. Throws
 * what else the SDK throws.
 */
export const writeRevision = async (
  { client, table }: Table,
  item: Item & { readonly revision: number },
): Promise<boolean> => {
  const request = {
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
    ExpressionAttributeValues: { ':revision': item.revision - 1 },
  };
  try {
    await client.send(new PutCommand(request));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/**
 * Changes what is kept in an item, only if it has not changed since it was read; what is not changed is not written.
 * @throws Error when other instances kept changing it, else what the SDK throws.
 */
export const changeItem = async <Kept extends object>(
  settings: TableSettings,
  item: RevisedItem<Kept>,
  change: (kept: Kept | undefined) => Kept,
): Promise<Kept> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { revision, kept } = await read(settings, item);
    const next = change(kept);
    const written = { ...next, id: item.id, revision: revision + 1, expires: item.expires };
    if (next === kept || (await writeRevision(settings, written))) return next;
  }
  throw new Error(`other instances changed the item ${item.id} ${ATTEMPTS} times in a row`);
};
