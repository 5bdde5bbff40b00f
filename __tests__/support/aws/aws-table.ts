import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type GetItemCommandInput,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { AwsClientStub } from 'aws-sdk-client-mock';

type Item = Record<string, AttributeValue>;

const CONDITION = 'attribute_not_exists(id) OR revision = :revision';

const meets = (item: Item | undefined, { ConditionExpression, ExpressionAttributeValues }: PutItemCommandInput) => {
  if (ConditionExpression === undefined || item === undefined) return true;
  if (ConditionExpression !== CONDITION) throw new Error(`expected ${CONDITION}, found ${ConditionExpression}`);
  return item['revision']?.N === ExpressionAttributeValues?.[':revision']?.N;
};

/** Makes a mocked client behave like one table with the key `id` that honours the one condition we write; returns its items. */
export const asTable = (dynamodb: AwsClientStub<DynamoDBClient>): Map<string, Item> => {
  const items = new Map<string, Item>();
  dynamodb.on(GetItemCommand).callsFake(async ({ Key, ConsistentRead }: GetItemCommandInput) => {
    if (ConsistentRead !== true) throw new Error('expected a consistent read');
    const Item = items.get(Key?.['id']?.S ?? '');
    return Item === undefined ? {} : { Item };
  });
  dynamodb.on(PutItemCommand).callsFake(async (input: PutItemCommandInput) => {
    const id = input.Item?.['id']?.S ?? '';
    if (!meets(items.get(id), input))
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    items.set(id, input.Item ?? {});
    return {};
  });
  return items;
};
