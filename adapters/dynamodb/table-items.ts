import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A table with the string key `id`. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** The attributes of an item. */
export type Attributes = Readonly<Record<string, unknown>>;

/** An item with its key. */
export interface Item extends Attributes {
  readonly id: string;
}

/** Reads consistently and writes unconditionally. Both throw what the SDK throws. */
export interface TableItems {
  readonly get: (id: string) => Promise<Attributes | undefined>;
  readonly put: (item: Item) => Promise<void>;
}

/** Makes a call of its own for each item. */
export const tableItems = ({ client, table }: Table): TableItems => ({
  get: async (id) => (await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }))).Item,
  put: async (item) => {
    await client.send(new PutCommand({ TableName: table, Item: item }));
  },
});
