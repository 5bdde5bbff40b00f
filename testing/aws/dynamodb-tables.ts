import * as z from 'zod';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { type AwsActions, jsonResult } from './aws-response';
import { isIn, queryShape, stringShape } from './cluster-query';
import { parseInput } from './parse-input';

/** The only condition that the product writes under: no item exists yet, or it is still the one that was read. */
const CONDITION = 'attribute_not_exists(id) OR revision = :revision';

const CONDITION_FAILED = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';

// An item in the wire format: each value is an object of its type and the value, as `{ "S": "text" }`.
const itemShape = z.intersection(
  z.object({ id: z.object({ S: z.string().min(1) }) }),
  z.record(z.string(), z.record(z.string(), z.unknown())),
);
type Item = z.infer<typeof itemShape>;

const getShape = z.strictObject({
  TableName: z.string().min(1),
  Key: z.strictObject({ id: stringShape, cluster: stringShape.optional() }),
  // This emulation never returns an outdated item. An inconsistent read would work here and fail on AWS.
  ConsistentRead: z.literal(true),
});

const putShape = z
  .strictObject({
    TableName: z.string().min(1),
    Item: itemShape,
    ConditionExpression: z.literal(CONDITION).optional(),
    ExpressionAttributeValues: z.strictObject({ ':revision': z.strictObject({ N: z.string() }) }).optional(),
  })
  .refine(
    ({ ConditionExpression, ExpressionAttributeValues }) =>
      (ConditionExpression === undefined) === (ExpressionAttributeValues === undefined),
    'ConditionExpression and ExpressionAttributeValues are expected together',
  );
type Put = z.infer<typeof putShape>;

const meetsCondition = (item: Item | undefined, { ExpressionAttributeValues: values }: Put): boolean =>
  item === undefined || values === undefined || Number(item['revision']?.['N']) === Number(values[':revision'].N);

/**
 * DynamoDB's GetItem, PutItem and Query, in the forms that the product uses, on tables keyed by the string `id`, or by
 * `cluster` and `id`, where no two clusters may share an id. Any table name exists. Every other form is refused with a
 * ValidationException, so that a new use is noticed.
 */
export class DynamodbTables {
  private readonly tables = new Map<string, Map<string, Item>>();

  readonly actions: AwsActions = {
    GetItem: (call) => {
      const { TableName, Key } = parseInput(call, getShape);
      const Item = this.table(TableName).get(Key.id.S);
      return jsonResult(Item && isIn(Item, Key.cluster) ? { Item } : {});
    },
    Query: (call) => {
      const { TableName, ExpressionAttributeValues: values } = parseInput(call, queryShape);
      const Items = [...this.table(TableName).values()].filter((item) => isIn(item, values[':cluster']));
      return jsonResult({ Items, Count: Items.length, ScannedCount: Items.length });
    },
    PutItem: (call) => {
      this.put(call);
      return jsonResult({});
    },
  };

  /**
   * Adds an item in the wire format, or replaces the one with the same id.
   * @throws ZodError when the item has no id.
   */
  add(table: string, item: unknown): void {
    const parsed = itemShape.parse(item);
    this.table(table).set(parsed.id.S, parsed);
  }

  /** Forgets every item. */
  clear(): void {
    this.tables.clear();
  }

  private table(name: string): Map<string, Item> {
    const table = this.tables.get(name) ?? new Map<string, Item>();
    this.tables.set(name, table);
    return table;
  }

  private put(call: AwsCall): void {
    const put = parseInput(call, putShape);
    const table = this.table(put.TableName);
    const id = put.Item.id.S;
    if (!meetsCondition(table.get(id), put)) throw new AwsError(CONDITION_FAILED, 'The conditional request failed');
    table.set(id, put.Item);
  }
}
