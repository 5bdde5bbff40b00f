import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  type BatchGetCommandInput,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  type GetCommandInput,
  type PutCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { AwsClientStub } from 'aws-sdk-client-mock';

type Item = Record<string, unknown>;

const CONDITION = 'attribute_not_exists(id) OR revision = :revision';

const meetsCondition = (
  item: Item | undefined,
  { ConditionExpression, ExpressionAttributeValues }: PutCommandInput,
): boolean => {
  if (ConditionExpression === undefined || item === undefined) return true;
  if (ConditionExpression !== CONDITION) throw new Error(`expected ${CONDITION}, found ${ConditionExpression}`);
  return item['revision'] === ExpressionAttributeValues?.[':revision'];
};

/** Makes a mocked client behave like a table with the key `id` and the product's one condition; returns its items. */
export const asTable = (dynamodb: AwsClientStub<DynamoDBDocumentClient>): Map<unknown, Item> => {
  const items = new Map<unknown, Item>();
  dynamodb.on(GetCommand).callsFake(async ({ Key, ConsistentRead }: GetCommandInput) => {
    if (ConsistentRead !== true) throw new Error('expected a consistent read');
    const Item = items.get(Key?.['id']);
    return Item === undefined ? {} : { Item };
  });
  dynamodb.on(PutCommand).callsFake(async (input: PutCommandInput) => {
    const id: unknown = input.Item?.['id'];
    if (!meetsCondition(items.get(id), input))
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    items.set(id, input.Item ?? {});
    return {};
  });
  dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }: BatchGetCommandInput) => {
    const found = Object.entries(RequestItems ?? {}).map(([table, { Keys, ConsistentRead }]) => {
      if (ConsistentRead !== true) throw new Error('expected a consistent read');
      return [table, (Keys ?? []).flatMap(({ id }) => items.get(id) ?? []).reverse()] as const;
    });
    return { Responses: Object.fromEntries(found) };
  });
  dynamodb.on(BatchWriteCommand).callsFake(async ({ RequestItems = {} }: BatchWriteCommandInput) => {
    for (const { PutRequest } of Object.values(RequestItems).flat())
      items.set(PutRequest?.Item?.['id'], PutRequest?.Item ?? {});
    return {};
  });
  return items;
};
