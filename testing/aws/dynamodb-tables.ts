import * as z from 'zod';
import { type AwsActions, jsonResult } from './aws-response';
import type { AwsCall } from './aws-call';
import { AwsError } from './aws-error';
import { parseCondition } from './dynamodb-condition';
import { refuseUnused } from './dynamodb-tokens';
import { applyUpdate } from './dynamodb-update';
import { invalidRequest, type Item } from './dynamodb-values';
import { parseInput } from './parse-input';

/** The only key that a table has here. */
const KEY = 'id';

const itemShape = z.record(z.string(), z.record(z.string(), z.unknown()));
const keyShape = z.object({
  TableName: z.string().min(1),
  Key: z.strictObject({ [KEY]: z.object({ S: z.string() }) }),
});
const writeShape = z.object({
  TableName: z.string().min(1),
  ConditionExpression: z.string().optional(),
  UpdateExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: itemShape.optional(),
  ReturnValues: z.enum(['NONE', 'ALL_OLD', 'ALL_NEW']).default('NONE'),
  ReturnValuesOnConditionCheckFailure: z.enum(['NONE', 'ALL_OLD']).default('NONE'),
});
type Write = z.infer<typeof writeShape>;

const keyOf = (item: Item): string => {
  const id = item[KEY]?.['S'];
  if (typeof id === 'string' && id !== '') return id;
  throw invalidRequest(`One or more parameter values were invalid: Missing the key ${KEY} in the item`);
};

const check = (old: Item | undefined, write: Write): void => {
  if (write.ConditionExpression === undefined) return;
  if (parseCondition(write.ConditionExpression, write)(old ?? {})) return;
  const shown = old && write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? { Item: old } : {};
  const code = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
  throw new AwsError(code, 'The conditional request failed', { fields: shown });
};

/** DynamoDB's GetItem, PutItem, UpdateItem and DeleteItem on tables keyed by the string `id`; a table exists at once. */
export class DynamodbTables {
  private readonly tables = new Map<string, Map<string, Item>>();

  readonly actions: AwsActions = {
    GetItem: (call) => {
      const { TableName, Key } = parseInput(call, keyShape);
      const Item = this.table(TableName).get(Key[KEY].S);
      return jsonResult(Item ? { Item } : {});
    },
    PutItem: (call) => {
      const { Item } = parseInput(call, z.object({ Item: itemShape }));
      return this.write(call, Item, () => Item);
    },
    UpdateItem: (call) => {
      const { Key } = parseInput(call, keyShape);
      return this.write(call, Key, (old, write) => applyUpdate(old ?? Key, write.UpdateExpression ?? '', write));
    },
    DeleteItem: (call) => this.write(call, parseInput(call, keyShape).Key, () => undefined),
  };

  /** What is in a table. */
  items(table: string): readonly Item[] {
    return [...this.table(table).values()];
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

  private write(
    call: AwsCall,
    keyed: Item,
    make: (old: Item | undefined, write: Write) => Item | undefined,
  ): ReturnType<typeof jsonResult> {
    const write = parseInput(call, writeShape);
    refuseUnused([write.ConditionExpression, write.UpdateExpression], write);
    const table = this.table(write.TableName);
    const id = keyOf(keyed);
    const old = table.get(id);
    check(old, write);
    const made = make(old, write);
    if (made) table.set(id, made);
    else table.delete(id);
    const returned = { NONE: undefined, ALL_OLD: old, ALL_NEW: made }[write.ReturnValues];
    return jsonResult(returned ? { Attributes: returned } : {});
  }
}
