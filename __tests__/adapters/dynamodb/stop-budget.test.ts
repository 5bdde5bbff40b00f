import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoStopBudget } from '../../../adapters/dynamodb/stop-budget';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { wireClient } from '../../support/aws/wire-client';
import { CLUSTER } from '../../support/domain/domain';

const MINUTE = 60_000;
const ID = `stops#${CLUSTER}`;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
let now: number;

const spendWith = (document: DynamoDBDocumentClient) =>
  dynamoStopBudget({ client: document, table: 'dev-ledger', now: () => now });
const spend = spendWith(client);
const two = { stops: 2, minutes: 10 };
const refusal = () => new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  now = Date.parse('2026-01-23T12:00:00Z');
  dynamodb.reset();
});

describe('dynamoStopBudget', () => {
  it('grants as many stops as the budget has, and no more', async () => {
    asTable(dynamodb);
    const granted = [await spend(CLUSTER, two), await spend(CLUSTER, two), await spend(CLUSTER, two)];
    expect(granted).toEqual([true, true, false]);
  });

  it('writes nothing when no stop is left', async () => {
    asTable(dynamodb);
    await expect(spend(CLUSTER, { stops: 0, minutes: 10 })).resolves.toBe(false);
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(0);
  });

  it('grants stops again when the minutes have passed', async () => {
    asTable(dynamodb);
    await spend(CLUSTER, two);
    now += 5 * MINUTE;
    await spend(CLUSTER, two);
    now += 5 * MINUTE - 1;
    await expect(spend(CLUSTER, two)).resolves.toBe(false);
    now += 1;
    await expect(spend(CLUSTER, two)).resolves.toBe(true);
  });

  it('keeps a budget for each cluster', async () => {
    asTable(dynamodb);
    const one = { stops: 1, minutes: 10 };
    await spend(CLUSTER, one);
    await expect(spend(`${CLUSTER}-2`, one)).resolves.toBe(true);
    await expect(spend(CLUSTER, one)).resolves.toBe(false);
  });

  it('never grants more stops than the budget has when several instances spend at the same time', async () => {
    asTable(dynamodb);
    const granted = await Promise.all([1, 2, 3, 4, 5].map(() => spend(CLUSTER, two)));
    expect(granted.filter(Boolean)).toHaveLength(2);
  });

  it('reads the budget and decides again when another instance has changed it', async () => {
    const items = asTable(dynamodb);
    dynamodb.on(PutCommand).callsFakeOnce(async () => {
      items.set(ID, { id: ID, revision: 7, stops: [now, now] });
      throw refusal();
    });
    await expect(spend(CLUSTER, two)).resolves.toBe(false);
    expect(dynamodb.commandCalls(GetCommand)).toHaveLength(2);
  });

  it('throws when other instances keep changing the budget, so that nothing is stopped beyond it', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(PutCommand).rejects(refusal());
    await expect(spend(CLUSTER, two)).rejects.toThrow(
      `other instances changed the stop budget of ${CLUSTER} 10 times in a row`,
    );
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(10);
  });

  it('throws what DynamoDB throws, and grants nothing', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(PutCommand).rejects(awsFailure('InternalServerError'));
    await expect(spend(CLUSTER, two)).rejects.toThrow('the call failed');
  });

  it('throws on an item that does not parse, and grants nothing', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { stops: 'none' } });
    await expect(spend(CLUSTER, two)).rejects.toThrow('stops');
  });
});

describe('the stored items of dynamoStopBudget', () => {
  const Key = { id: { S: ID } };
  const expires = () => ({ N: String(now / 1000 + 24 * 3600) });

  it('are written for the first stop, and expire long after any budget counts them', async () => {
    const wire = wireClient();
    await expect(spendWith(wire.client)(CLUSTER, two)).resolves.toBe(true);
    expect(wire.inputs).toEqual([
      { TableName: 'dev-ledger', Key, ConsistentRead: true },
      {
        TableName: 'dev-ledger',
        Item: { ...Key, revision: { N: '1' }, stops: { L: [{ N: String(now) }] }, expires: expires() },
        ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
        ExpressionAttributeValues: { ':revision': { N: '0' } },
      },
    ]);
  });

  it('are read, also those of earlier versions, and written as the next revision', async () => {
    const wire = wireClient({ ...Key, revision: { N: '7' }, stops: { L: [{ N: String(now - MINUTE) }] } });
    await expect(spendWith(wire.client)(CLUSTER, two)).resolves.toBe(true);
    expect(wire.inputs[1]).toMatchObject({
      Item: { revision: { N: '8' }, stops: { L: [{ N: String(now - MINUTE) }, { N: String(now) }] } },
      ExpressionAttributeValues: { ':revision': { N: '7' } },
    });
  });
});
