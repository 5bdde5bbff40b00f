import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TableSettings } from './ledger';

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
  { client, table }: TableSettings,
  { id, schema }: Pick<RevisedItem<Kept>, 'id' | 'schema'>,
): Promise<Read<Kept>> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
  return Item === undefined
    ? { revision: 0, kept: undefined }
    : { revision: revisionSchema.parse(Item).revision, kept: schema.parse(Item) };
};

/** Reads what is kept in an item; undefined if there is no item. Throws what the SDK throws. */
export const recallItem = async <Kept extends object>(
  settings: TableSettings,
  item: Pick<RevisedItem<Kept>, 'id' | 'schema'>,
): Promise<Kept | undefined> => (await read(settings, item)).kept;

/** Writes the next revision; false when another instance has written it first. */
const write = async <Kept extends object>(
  { client, table }: TableSettings,
  { id, expires }: RevisedItem<Kept>,
  { revision, kept }: Read<Kept>,
): Promise<boolean> => {
  const request = {
    TableName: table,
    Item: { ...kept, id, revision: revision + 1, expires },
    ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
    ExpressionAttributeValues: { ':revision': revision },
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
    if (next === kept || (await write(settings, item, { revision, kept: next }))) return next;
  }
  throw new Error(`other instances changed the item ${item.id} ${ATTEMPTS} times in a row`);
};
