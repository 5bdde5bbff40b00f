import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { inBatches, type AnswerBatch } from './in-batches';
import { tableItems, type Attributes, type Item, type Table, type TableItems } from './table-items';

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
const MAX_READ = 100;
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
const MAX_WRITTEN = 25;

/** DynamoDB refuses a whole batch for one item that it does not accept. */
const isRefused = (error: unknown): boolean => error instanceof Error && error.name === 'ValidationException';

/** Waits for a batch; undefined when it was refused, so that each request is to be made alone. */
const unlessRefused = <Output>(batch: Promise<Output>): Promise<Output | undefined> =>
  batch.catch((error: unknown) => {
    if (isRefused(error)) return undefined;
    throw error;
  });

const reader = ({ client, table }: Table, { get }: TableItems): AnswerBatch<string, Attributes | undefined> => {
  const read = async (ids: readonly string[]) => {
    const keys = { Keys: ids.map((id) => ({ id })), ConsistentRead: true };
    const output = await client.send(new BatchGetCommand({ RequestItems: { [table]: keys } }));
    const left = new Set(output.UnprocessedKeys?.[table]?.Keys?.map(({ id }) => id as unknown));
    const found = new Map(output.Responses?.[table]?.map((item) => [item['id'] as unknown, item]));
    return { left, found };
  };
  return (requested) => {
    const ids = [...new Set(requested)];
    if (ids.length === 1) return get;
    const batch = unlessRefused(read(ids));
    return async (id) => {
      const answer = await batch;
      return answer === undefined || answer.left.has(id) ? get(id) : answer.found.get(id);
    };
  };
};

const writer = ({ client, table }: Table, { put }: TableItems): AnswerBatch<Item, void> => {
  const write = async (items: readonly Item[]) => {
    const puts = items.map((item) => ({ PutRequest: { Item: item } }));
    const output = await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    return new Set(output.UnprocessedItems?.[table]?.map(({ PutRequest }) => PutRequest?.Item?.['id'] as unknown));
  };
  return (requested) => {
    // A batch must not name a key twice. The last item would have replaced those before it.
    const items = new Map(requested.map((item) => [item.id, item]));
    const putLast = (item: Item): Promise<void> => put(items.get(item.id) ?? item);
    if (items.size === 1) return putLast;
    const batch = unlessRefused(write([...items.values()]));
    return async (item) => {
      const left = await batch;
      if (left === undefined || left.has(item.id)) await putLast(item);
    };
  };
};

/**
 * Makes one call for the items that are requested at the same time. An item that is requested alone, or that DynamoDB
 * left out, is a call of its own.
 */
export const batchedItems = (table: Table, single = tableItems(table)): TableItems => ({
  get: inBatches(MAX_READ, reader(table, single)),
  put: inBatches(MAX_WRITTEN, writer(table, single)),
});
