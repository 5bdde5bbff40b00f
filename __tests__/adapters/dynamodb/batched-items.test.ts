import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { batchedItems } from '../../../adapters/dynamodb/batched-items';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const { get, put } = batchedItems({ client, table: 'ledger' });
let stored: ReturnType<typeof asTable>;

beforeEach(() => {
  dynamodb.reset();
  stored = asTable(dynamodb);
});

const inputs = (): readonly unknown[] => dynamodb.calls().map(({ args }) => args[0].input as unknown);
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `item ${index}`);

describe('the reads of batchedItems', () => {
  beforeEach(() => ['a', 'b'].forEach((id) => stored.set(id, { id, value: `of ${id}` })));

  it('share one consistent call, in whatever order DynamoDB answers', async () => {
    await expect(Promise.all(['a', 'missing', 'b', 'a'].map(get))).resolves.toEqual([
      { id: 'a', value: 'of a' },
      undefined,
      { id: 'b', value: 'of b' },
      { id: 'a', value: 'of a' },
    ]);
    const Keys = [{ id: 'a' }, { id: 'missing' }, { id: 'b' }];
    expect(inputs()).toEqual([{ RequestItems: { ledger: { Keys, ConsistentRead: true } } }]);
  });

  it.each([
    ['one item', ['a']],
    ['one item twice', ['a', 'a']],
  ])('are a plain consistent read: %s', async (_what, ids) => {
    await Promise.all(ids.map(get));
    const read = { TableName: 'ledger', Key: { id: 'a' }, ConsistentRead: true };
    expect(inputs()).toEqual(ids.map(() => read));
  });

  it('ask for at most 100 items in one call', async () => {
    await Promise.all(numbered(102).map(get));
    const sizes = dynamodb
      .commandCalls(BatchGetCommand)
      .map(({ args }) => args[0].input.RequestItems?.['ledger']?.Keys?.length);
    expect(sizes).toEqual([100, 2]);
  });

  it('ask once more for what DynamoDB left out', async () => {
    dynamodb.on(BatchGetCommand).resolves({
      Responses: { ledger: [{ id: 'a', value: 'of a' }] },
      UnprocessedKeys: { ledger: { Keys: [{ id: 'b' }] } },
    });
    await expect(Promise.all(['a', 'b'].map(get))).resolves.toEqual([
      { id: 'a', value: 'of a' },
      { id: 'b', value: 'of b' },
    ]);
    expect(dynamodb.commandCalls(GetCommand)).toHaveLength(1);
  });

  it('rule 9: are made one by one when DynamoDB refuses the batch, so that an odd key harms no other', async () => {
    dynamodb.on(BatchGetCommand).rejects(awsFailure('ValidationException'));
    dynamodb.on(GetCommand, { Key: { id: 'odd' } }).rejects(awsFailure('ValidationException'));
    const [a, odd] = await Promise.allSettled(['a', 'odd'].map(get));
    expect(a).toMatchObject({ status: 'fulfilled', value: { value: 'of a' } });
    expect(odd).toMatchObject({ status: 'rejected', reason: { name: 'ValidationException' } });
  });

  it('fail together in an outage, and are not repeated one by one', async () => {
    dynamodb.on(BatchGetCommand).rejects(awsFailure('ThrottlingException'));
    const results = await Promise.allSettled(['a', 'b'].map(get));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(dynamodb.calls()).toHaveLength(1);
  });
});

describe('the writes of batchedItems', () => {
  const items = ['a', 'b'].map((id) => ({ id, value: `of ${id}` }));

  it('share one call', async () => {
    await Promise.all(items.map(put));
    expect([...stored.values()]).toEqual(items);
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    expect(inputs()).toEqual([{ RequestItems: { ledger: puts } }]);
  });

  it('are a plain write when there is one', async () => {
    await put({ id: 'a' });
    expect(inputs()).toEqual([{ TableName: 'ledger', Item: { id: 'a' } }]);
  });

  it.each([
    ['alone', []],
    ['in a batch', [{ id: 'b' }]],
  ])('of one item at the same time leave the last one: %s', async (_what, others) => {
    await Promise.all([{ id: 'a', value: 1 }, ...others, { id: 'a', value: 2 }].map(put));
    expect(stored.get('a')).toEqual({ id: 'a', value: 2 });
    const ids = dynamodb
      .commandCalls(BatchWriteCommand)
      .map(({ args }) =>
        args[0].input.RequestItems?.['ledger']?.map(({ PutRequest }) => PutRequest?.Item?.['id'] as unknown),
      );
    expect(ids).toEqual(others.length === 0 ? [] : [['a', 'b']]);
  });

  it('pass at most 25 items in one call', async () => {
    await Promise.all(numbered(27).map((id) => put({ id })));
    const sizes = dynamodb
      .commandCalls(BatchWriteCommand)
      .map(({ args }) => args[0].input.RequestItems?.['ledger']?.length);
    expect(sizes).toEqual([25, 2]);
    expect(stored.size).toBe(27);
  });

  it('write what DynamoDB left out in a call of its own', async () => {
    dynamodb.on(BatchWriteCommand).resolves({
      UnprocessedItems: { ledger: [{ PutRequest: { Item: { id: 'b', value: 'of b' } } }] },
    });
    await Promise.all(items.map(put));
    expect(dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input.Item)).toEqual([items[1]]);
  });

  it('rule 9: are made one by one when DynamoDB refuses the batch', async () => {
    dynamodb.on(BatchWriteCommand).rejects(awsFailure('ValidationException'));
    await Promise.all(items.map(put));
    expect([...stored.values()]).toEqual(items);
  });

  it('fail together in an outage, and are not repeated one by one', async () => {
    dynamodb.on(BatchWriteCommand).rejects(awsFailure('ThrottlingException'));
    const results = await Promise.allSettled(items.map(put));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(dynamodb.calls()).toHaveLength(1);
  });
});
