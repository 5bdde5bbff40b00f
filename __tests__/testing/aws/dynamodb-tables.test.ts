import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

const TableName = 'ledger';
const Key = { id: { S: 'task#1' } };
const CONDITION = 'attribute_not_exists(id) OR revision = :revision';

let aws: EmulatedAws;
let client: DynamoDBClient;

beforeAll(async () => {
  aws = await startAws({ password: 'password', readManifest: () => undefined });
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint: aws.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

const put = (attributes: Record<string, AttributeValue>, others: object = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { ...Key, ...attributes }, ...others }));
const whileRevisionIs = (revision: string) => ({
  ConditionExpression: CONDITION,
  ExpressionAttributeValues: { ':revision': { N: revision } },
});
const read = async () => (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

describe('DynamoDB', () => {
  it('returns the item that was put, whatever the types of its attributes', async () => {
    const item = {
      n: { N: '1' },
      list: { L: [{ BOOL: true }, { NULL: true } as const] },
      bytes: { B: Buffer.from([1]) },
    };
    await put(item);
    await expect(read()).resolves.toEqual({ ...Key, ...item, bytes: { B: new Uint8Array([1]) } });
  });

  it('returns no item when none was put', async () => {
    await expect(read()).resolves.toBeUndefined();
  });

  it('replaces the whole item', async () => {
    await put({ one: { N: '1' } });
    await put({ two: { N: '2' } });
    await expect(read()).resolves.toEqual({ ...Key, two: { N: '2' } });
  });

  it('refuses an item without the key of the table', async () => {
    const refused = client.send(new PutItemCommand({ TableName, Item: { other: { S: 'x' } } }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a put under a condition', () => {
  it('creates the item when there is none', async () => {
    await put({ revision: { N: '1' } }, whileRevisionIs('0'));
    await expect(read()).resolves.toEqual({ ...Key, revision: { N: '1' } });
  });

  it.each([
    ['1', { N: '1' }, true],
    ['1.0', { N: '1' }, true],
    ['2', { N: '1' }, false],
    ['1', { S: '1' }, false],
  ])('expecting revision %s where it is %j writes: %p', async (expected, revision, written) => {
    await put({ revision });
    const result = put({ revision: { N: '9' } }, whileRevisionIs(expected));
    if (written) await result;
    else await expect(result).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await read())?.['revision']).toEqual(written ? { N: '9' } : revision);
  });

  it('is refused when the item has no revision', async () => {
    await put({});
    const refused = put({}, whileRevisionIs('0'));
    await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('lets exactly one of two writers create an item', async () => {
    const item = { revision: { N: '1' } };
    const written = await Promise.allSettled([put(item, whileRevisionIs('0')), put(item, whileRevisionIs('0'))]);
    expect(written.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what the product does not use', () => {
  const value = { ':revision': { N: '1' } };

  it.each([
    ['another condition', { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: value }],
    ['a condition without its value', { ConditionExpression: CONDITION }],
    ['a value without a condition', { ExpressionAttributeValues: value }],
    ['a value of another type', { ...whileRevisionIs('1'), ExpressionAttributeValues: { ':revision': { S: '1' } } }],
    ['names of attributes', { ...whileRevisionIs('1'), ExpressionAttributeNames: { '#id': 'id' } }],
    ['a request for the old item', { ReturnValues: 'ALL_OLD' }],
  ])('is refused in a put: %s', async (_, others) => {
    await expect(put({}, others)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^dynamodb:PutItem: .*(ConditionExpression|:revision|AttributeNames|ReturnValues)/,
      ),
    });
  });

  it('is refused in a get: an inconsistent read', async () => {
    await expect(client.send(new GetItemCommand({ TableName, Key }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('ConsistentRead'),
    });
  });

  it.each([
    ['UpdateItem', () => client.send(new UpdateItemCommand({ TableName, Key }))],
    ['DeleteItem', () => client.send(new DeleteItemCommand({ TableName, Key }))],
  ])('is refused by name: %s', async (action, send) => {
    await expect(send()).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining(`dynamodb:${action}`),
    });
  });
});
