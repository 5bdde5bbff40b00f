import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

const TableName = 'ledger';
const Key = { id: { S: 'task#1' } };

let aws: EmulatedAws;
let client: DynamoDBClient;

beforeAll(async () => {
  aws = await startAws({ password: 'password', readManifest: () => undefined });
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint: aws.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

const put = (attributes: Record<string, AttributeValue>, condition: object = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { ...Key, ...attributes }, ...condition }));
const read = async () => (await client.send(new GetItemCommand({ TableName, Key }))).Item;
const update = (input: Partial<UpdateItemCommandInput>) =>
  client.send(new UpdateItemCommand({ TableName, Key, ...input }));

describe('DynamoDB', () => {
  it('gives back the item that was put, in whatever types', async () => {
    const item = {
      n: { N: '1' },
      list: { L: [{ BOOL: true }, { NULL: true } as const] },
      bytes: { B: Buffer.from([1]) },
    };
    await put(item);
    await expect(read()).resolves.toEqual({ ...Key, ...item, bytes: { B: new Uint8Array([1]) } });
    expect(aws.items(TableName)).toMatchObject([{ ...Key, n: { N: '1' } }]);
  });

  it('has no item where none was put', async () => {
    await expect(read()).resolves.toBeUndefined();
  });

  it('deletes an item and gives it back when asked', async () => {
    await put({ n: { N: '1' } });
    const deleted = await client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
    expect([deleted.Attributes, aws.items(TableName)]).toEqual([{ ...Key, n: { N: '1' } }, []]);
  });

  it('refuses an item without the key of the table', async () => {
    const refused = client.send(new PutItemCommand({ TableName, Item: { other: { S: 'x' } } }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a condition', () => {
  const values = { ':one': { N: '1' }, ':two': { N: '2.0' }, ':b': { S: 'b' } };
  const valuesIn = (expression: string): object => {
    const used = Object.entries(values).filter(([name]) => expression.includes(name));
    return used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {};
  };

  // The item there has n = 2 and s = "a", and no attribute x.
  it.each([
    ['attribute_exists(n)', true],
    ['attribute_exists(x)', false],
    ['attribute_not_exists(x)', true],
    ['attribute_not_exists(n)', false],
    ['n = :two', true],
    ['n = :one', false],
    ['n = :b', false],
    ['n <> :one', true],
    ['n < :two', false],
    ['n <= :two', true],
    [':one < n', true],
    ['n > :one', true],
    ['n >= :two', true],
    ['n > :b', false],
    ['s < :b', true],
    ['x = :one', false],
    ['x < :one', false],
    ['NOT n = :one', true],
    ['NOT (n = :one OR s < :b)', false],
    ['attribute_not_exists(x) AND n = :one', false],
    ['attribute_not_exists(x) and n = :two', true],
    ['attribute_not_exists(id) OR n = :two', true],
    ['n = :two OR n = :one AND s = :one', true],
    ['(n = :two OR n = :one) AND s = :one', false],
  ])('%s is %p', async (ConditionExpression, holds) => {
    await put({ n: { N: '2' }, s: { S: 'a' } });
    const written = put({ n: { N: '9' } }, { ConditionExpression, ...valuesIn(ConditionExpression) });
    if (holds) await written;
    else await expect(written).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await read())?.['n']).toEqual({ N: holds ? '9' : '2' });
  });

  it('lets exactly one of two writers make an item', async () => {
    const condition = { ConditionExpression: 'attribute_not_exists(#k)', ExpressionAttributeNames: { '#k': 'id' } };
    const written = await Promise.allSettled([put({}, condition), put({}, condition)]);
    expect(written.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('shows the item that stood against it when asked', async () => {
    await put({ n: { N: '2' } });
    const asked = { ConditionExpression: 'attribute_exists(x)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    await expect(put({}, asked)).rejects.toMatchObject({ Item: { ...Key, n: { N: '2' } } });
  });

  it.each([
    ['a function that is not known here', 'begins_with(id, :b)'],
    ['a nested attribute', 'a.b = :b'],
    ['a bracket that is not closed', '(id = :b'],
    ['words after its end', 'id = :b id'],
    ['a value that is not given', 'id = :missing'],
    ['a name that is not given', '#missing = :b'],
    ['no use for a value that is given', 'attribute_exists(id)'],
  ])('is refused with %s', async (_, ConditionExpression) => {
    const refused = put({}, { ConditionExpression, ExpressionAttributeValues: { ':b': { S: 'b' } } });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('an update', () => {
  it.each([
    ['SET n = :v', { n: { N: '5' }, s: { S: 'a' } }],
    ['SET n = n + :v', { n: { N: '7' }, s: { S: 'a' } }],
    ['SET n = n - :v', { n: { N: '-3' }, s: { S: 'a' } }],
    ['SET n = if_not_exists(n, :v), x = if_not_exists(x, :v)', { n: { N: '2' }, s: { S: 'a' }, x: { N: '5' } }],
    ['ADD n :v, x :v', { n: { N: '7' }, s: { S: 'a' }, x: { N: '5' } }],
    ['SET x = n ADD n :v REMOVE s, y', { n: { N: '7' }, x: { N: '2' } }],
  ])('%s', async (UpdateExpression, attributes) => {
    await put({ n: { N: '2' }, s: { S: 'a' } });
    const ExpressionAttributeValues = { ':v': { N: '5' } };
    const { Attributes } = await update({ UpdateExpression, ExpressionAttributeValues, ReturnValues: 'ALL_NEW' });
    expect(Attributes).toEqual({ ...Key, ...attributes });
    await expect(read()).resolves.toEqual(Attributes);
  });

  it('makes the item that is not there', async () => {
    await update({ UpdateExpression: 'ADD n :v', ExpressionAttributeValues: { ':v': { N: '1' } } });
    expect(aws.items(TableName)).toEqual([{ ...Key, n: { N: '1' } }]);
  });

  it('changes nothing when its condition does not hold', async () => {
    const input = { UpdateExpression: 'ADD n :v', ConditionExpression: 'attribute_exists(id)' };
    const refused = update({ ...input, ExpressionAttributeValues: { ':v': { N: '1' } } });
    await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(aws.items(TableName)).toEqual([]);
  });

  it.each(['SET n = missing', 'SET n = list_append(n, n)', 'DELETE n', 'ADD s n', 'n'])(
    'refuses %s',
    async (UpdateExpression) => {
      await put({ n: { N: '2' }, s: { S: 'a' } });
      await expect(update({ UpdateExpression })).rejects.toMatchObject({ name: 'ValidationException' });
    },
  );
});
