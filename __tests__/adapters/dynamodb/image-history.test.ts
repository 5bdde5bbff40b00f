import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoImageHistory } from '../../../adapters/dynamodb/image-history';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { wireClient } from '../../support/aws/wire-client';
import { anImage, digestOf, ECR, NOW } from '../../support/domain/domain';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const historyWith = (document: DynamoDBDocumentClient) =>
  dynamoImageHistory({ client: document, table: 'dev-ledger', now: () => NOW });
const history = historyWith(client);
const image = anImage();
const INDEX = digestOf('f');
const NAME = `${ECR}/shop/web@${digestOf('a')}`;

beforeEach(() => {
  dynamodb.reset();
});

describe('dynamoImageHistory', () => {
  it('recalls the index that it kept last', async () => {
    asTable(dynamodb);
    await history.keepIndex(image, digestOf('e'));
    await history.keepIndex(image, INDEX);
    await expect(history.recallIndex(image)).resolves.toBe(INDEX);
    await expect(history.wasRevoked(image)).resolves.toBe(false);
  });

  it('recalls that a revoked signature was found', async () => {
    asTable(dynamodb);
    await history.keepRevoked(image);
    await expect(history.wasRevoked(image)).resolves.toBe(true);
    await expect(history.recallIndex(image)).resolves.toBeUndefined();
  });

  it('rule 5: recalls nothing about another digest or repository, but the same under any host or tag', async () => {
    asTable(dynamodb);
    await history.keepIndex(image, INDEX);
    await history.keepRevoked(image);
    const others = [anImage(undefined, digestOf('b')), anImage(`${ECR}/shop/api:1`)];
    for (const other of others)
      expect([await history.recallIndex(other), await history.wasRevoked(other)]).toEqual([undefined, false]);
    const same = anImage('111122223333.dkr-ecr.eu-west-1.on.aws/shop/web:2');
    expect([await history.recallIndex(same), await history.wasRevoked(same)]).toEqual([INDEX, true]);
  });

  it.each([{}, { index: 'latest' }, { index: 5 }])('throws on an item that does not parse: %j', async (Item) => {
    dynamodb.on(GetCommand).resolves({ Item });
    await expect(history.recallIndex(image)).rejects.toThrow('index');
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.rejects(awsFailure('ProvisionedThroughputExceededException'));
    for (const call of [
      history.recallIndex(image),
      history.keepIndex(image, INDEX),
      history.wasRevoked(image),
      history.keepRevoked(image),
    ])
      await expect(call).rejects.toThrow('the call failed');
  });
});

describe('the stored items of dynamoImageHistory', () => {
  it('keep an index for 400 days', async () => {
    const wire = wireClient();
    await historyWith(wire.client).keepIndex(image, INDEX);
    const expires = { N: String(Date.parse('2027-04-05T12:00:00Z') / 1000) };
    expect(wire.inputs).toEqual([
      { TableName: 'dev-ledger', Item: { id: { S: `index#${NAME}` }, index: { S: INDEX }, expires } },
    ]);
  });

  it('keep a revocation for ever', async () => {
    const wire = wireClient();
    await historyWith(wire.client).keepRevoked(image);
    expect(wire.inputs).toEqual([{ TableName: 'dev-ledger', Item: { id: { S: `revoked#${NAME}` } } }]);
  });

  it('are read consistently, each by its own key', async () => {
    const wire = wireClient();
    await historyWith(wire.client).recallIndex(image);
    await historyWith(wire.client).wasRevoked(image);
    expect(wire.inputs).toEqual(
      ['index', 'revoked'].map((kind) => ({
        TableName: 'dev-ledger',
        Key: { id: { S: `${kind}#${NAME}` } },
        ConsistentRead: true,
      })),
    );
  });
});
