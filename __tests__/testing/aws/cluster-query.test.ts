import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';

const TableName = 'grants';

let aws: EmulatedAws;
let client: DynamoDBClient;

beforeAll(async () => {
  aws = await startAws({ password: 'password', readManifest: () => undefined });
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint: aws.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

const put = (Item: Record<string, AttributeValue>) => client.send(new PutItemCommand({ TableName, Item }));

describe('a table with clusters', () => {
  const item = (cluster: string, id: string) => ({ cluster: { S: cluster }, id: { S: id } });
  const query = (overrides: object = {}) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#cluster = :cluster',
        ExpressionAttributeNames: { '#cluster': 'cluster' },
        ExpressionAttributeValues: { ':cluster': { S: 'shop' } },
        ConsistentRead: true,
        ...overrides,
      }),
    );

  it('returns the items of one cluster, whether a client or a test has put them', async () => {
    await put(item('shop', 'one'));
    aws.putItem(TableName, item('shop', 'two'));
    aws.putItem(TableName, item('other', 'three'));
    await expect(query()).resolves.toMatchObject({ Items: [item('shop', 'one'), item('shop', 'two')], Count: 2 });
  });

  it('returns an item only with its own cluster', async () => {
    aws.putItem(TableName, item('shop', 'one'));
    const get = async (cluster: string) =>
      (await client.send(new GetItemCommand({ TableName, Key: item(cluster, 'one'), ConsistentRead: true }))).Item;
    await expect(get('shop')).resolves.toEqual(item('shop', 'one'));
    await expect(get('other')).resolves.toBeUndefined();
  });

  it('refuses other queries, and inconsistent ones', async () => {
    for (const other of [{ KeyConditionExpression: 'id = :cluster' }, { ConsistentRead: false }])
      await expect(query(other)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
