import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoStopBudget } from '../../../adapters/dynamodb/stop-budget';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { CLUSTER } from '../../support/domain/domain';

const MINUTE = 60_000;
const dynamodb = mockClient(DynamoDBClient);
let now: number;

const client = new DynamoDBClient({ region: 'eu-west-1' });
const spend = dynamoStopBudget({ client, table: 'dev-ledger', now: () => now });
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

  it('writes nothing when none is left', async () => {
    asTable(dynamodb);
    await expect(spend(CLUSTER, { stops: 0, minutes: 10 })).resolves.toBe(false);
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it('grants again when the minutes have passed', async () => {
    asTable(dynamodb);
    await spend(CLUSTER, two);
    now += 5 * MINUTE;
    await spend(CLUSTER, two);
    now += 5 * MINUTE - 1;
    await expect(spend(CLUSTER, two)).resolves.toBe(false);
    now += 1;
    await expect(spend(CLUSTER, two)).resolves.toBe(true);
  });

  it('counts each cluster for itself', async () => {
    asTable(dynamodb);
    const one = { stops: 1, minutes: 10 };
    await spend(CLUSTER, one);
    await expect(spend(`${CLUSTER}-2`, one)).resolves.toBe(true);
    await expect(spend(CLUSTER, one)).resolves.toBe(false);
  });

  it('keeps a spent stop longer than any budget looks back', async () => {
    const items = asTable(dynamodb);
    await spend(CLUSTER, two);
    expect(items.get(`stops#${CLUSTER}`)).toEqual({
      id: { S: `stops#${CLUSTER}` },
      revision: { N: '1' },
      stops: { L: [{ N: String(now) }] },
      expires: { N: String(now / 1000 + 24 * 3600) },
    });
  });

  it('never grants more to several that spend at the same time', async () => {
    asTable(dynamodb);
    const granted = await Promise.all([1, 2, 3, 4, 5].map(() => spend(CLUSTER, two)));
    expect(granted.filter(Boolean)).toHaveLength(2);
  });

  it('decides anew on the state that another wrote meanwhile', async () => {
    const items = asTable(dynamodb);
    dynamodb.on(PutItemCommand).callsFakeOnce(async () => {
      const stops = { L: [{ N: String(now) }, { N: String(now) }] };
      items.set(`stops#${CLUSTER}`, { id: { S: `stops#${CLUSTER}` }, revision: { N: '7' }, stops });
      throw refusal();
    });
    await expect(spend(CLUSTER, two)).resolves.toBe(false);
    expect(dynamodb.commandCalls(GetItemCommand)).toHaveLength(2);
  });

  it('gives up when others never stop writing, so that nothing is stopped beyond the budget', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    dynamodb.on(PutItemCommand).rejects(refusal());
    await expect(spend(CLUSTER, two)).rejects.toThrow(
      `the stop budget of ${CLUSTER} was written by others 10 times in turn`,
    );
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(10);
  });

  it('throws what DynamoDB throws, and grants nothing', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    dynamodb.on(PutItemCommand).rejects(awsFailure('InternalServerError'));
    await expect(spend(CLUSTER, two)).rejects.toThrow('told so');
  });

  it('throws on an item that it cannot read, and grants nothing', async () => {
    dynamodb.on(GetItemCommand).resolves({ Item: { stops: { S: 'none' } } });
    await expect(spend(CLUSTER, two)).rejects.toThrow('stops');
  });
});
