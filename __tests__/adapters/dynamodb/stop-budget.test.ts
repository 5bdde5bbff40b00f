import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoStopBudget } from '../../../adapters/dynamodb/stop-budget';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { wireClient } from '../../support/aws/wire-client';
import { CLUSTER, TASK } from '../../support/domain/domain';
import { GRANTED, refused } from '../../support/domain/fake-ports';

const MINUTE = 60_000;
const ID = `stops#${CLUSTER}`;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
let now: number;

const budgetWith = (document: DynamoDBDocumentClient) =>
  dynamoStopBudget({ client: document, table: 'dev-ledger', now: () => now });
const { spendStop, giveBackStop } = budgetWith(client);
const two = { stops: 2, minutes: 10 };
const task = (id: string, clusterArn = CLUSTER) => ({ arn: `${TASK}${id}`, clusterArn });
const spend = (id: string, budget = two) => spendStop(task(id), budget);
const conflict = () =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  now = Date.parse('2026-01-23T12:00:00Z');
  dynamodb.reset();
});

describe('spendStop of dynamoStopBudget', () => {
  it('grants as many stops as the budget has, and no more', async () => {
    asTable(dynamodb);
    const granted = [await spend('a'), await spend('b'), await spend('c')];
    expect(granted).toEqual([GRANTED, GRANTED, refused(600)]);
  });

  it('spends one stop for a task, however often stopping it is attempted', async () => {
    asTable(dynamodb);
    for (const _ of [1, 2, 3]) await expect(spend('a')).resolves.toEqual(GRANTED);
    await expect(spend('b')).resolves.toEqual(GRANTED);
    await expect(spend('a')).resolves.toEqual(GRANTED);
    await expect(spend('c')).resolves.toEqual(refused(600));
  });

  it('writes nothing when no stop is left', async () => {
    asTable(dynamodb);
    await expect(spend('a', { stops: 0, minutes: 10 })).resolves.toEqual(refused(600));
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(0);
  });

  it('grants stops again when the minutes have passed', async () => {
    asTable(dynamodb);
    await spend('a');
    now += 5 * MINUTE;
    await spend('b');
    now += 5 * MINUTE - 1;
    await expect(spend('c')).resolves.toEqual(refused(1));
    now += 1;
    await expect(spend('c')).resolves.toEqual(GRANTED);
  });

  it('keeps a budget for each cluster', async () => {
    asTable(dynamodb);
    const one = { stops: 1, minutes: 10 };
    await spend('a', one);
    await expect(spendStop(task('b', `${CLUSTER}-2`), one)).resolves.toEqual(GRANTED);
    await expect(spend('c', one)).resolves.toEqual(refused(600));
  });

  it('never grants more stops than the budget has when several instances spend at the same time', async () => {
    asTable(dynamodb);
    const granted = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => spend(id)));
    expect(granted.filter(({ kind }) => kind === 'granted')).toHaveLength(2);
  });

  it('reads the budget and decides again when another instance has changed it', async () => {
    const items = asTable(dynamodb);
    const stops = ['x', 'y'].map((id) => ({ taskArn: `${TASK}${id}`, at: now }));
    dynamodb.on(PutCommand).callsFakeOnce(async () => {
      items.set(ID, { id: ID, revision: 7, stops });
      throw conflict();
    });
    await expect(spend('a')).resolves.toEqual(refused(600));
    expect(dynamodb.commandCalls(GetCommand)).toHaveLength(2);
  });

  it('throws when other instances keep changing the budget, so that nothing is stopped beyond it', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(PutCommand).rejects(conflict());
    await expect(spend('a')).rejects.toThrow(`other instances changed the stop budget of ${CLUSTER} 10 times in a row`);
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(10);
  });

  it('throws what DynamoDB throws, and grants nothing', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(PutCommand).rejects(awsFailure('InternalServerError'));
    await expect(spend('a')).rejects.toThrow('the call failed');
  });

  it('throws on an item that does not parse, and grants nothing', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { stops: 'none' } });
    await expect(spend('a')).rejects.toThrow('stops');
  });
});

describe('giveBackStop of dynamoStopBudget', () => {
  it('lets another task have the stop', async () => {
    asTable(dynamodb);
    for (const id of ['a', 'b']) await spend(id);
    await giveBackStop(task('a'));
    await expect(spend('c')).resolves.toEqual(GRANTED);
    await expect(spend('a')).resolves.toEqual(refused(600));
  });

  it('gives it back also when another instance changed the budget in between', async () => {
    const items = asTable(dynamodb);
    const stops = ['a', 'b'].map((id) => ({ taskArn: `${TASK}${id}`, at: now }));
    items.set(ID, { id: ID, revision: 6, stops: stops.slice(0, 1) });
    dynamodb.on(PutCommand).callsFake(async ({ Item }: PutCommandInput) => {
      const isFirst = items.get(ID)?.['revision'] === 6;
      items.set(ID, isFirst ? { id: ID, revision: 7, stops } : (Item ?? {}));
      if (isFirst) throw conflict();
      return {};
    });
    await giveBackStop(task('a'));
    expect(items.get(ID)).toMatchObject({ revision: 8, stops: [{ taskArn: `${TASK}b`, at: now }] });
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.rejects(awsFailure('InternalServerError'));
    await expect(giveBackStop(task('a'))).rejects.toThrow('the call failed');
  });
});

describe('the stored items of dynamoStopBudget', () => {
  const Key = { id: { S: ID } };
  const expires = () => ({ N: String(now / 1000 + 24 * 3600) });
  const stored = (taskArn: string, at: number) => ({ M: { taskArn: { S: taskArn }, at: { N: String(at) } } });

  it('are written for the first stop, and expire only when no budget counts them', async () => {
    const wire = wireClient();
    await expect(budgetWith(wire.client).spendStop(task(''), two)).resolves.toEqual(GRANTED);
    expect(wire.inputs).toEqual([
      { TableName: 'dev-ledger', Key, ConsistentRead: true },
      {
        TableName: 'dev-ledger',
        Item: { ...Key, revision: { N: '1' }, stops: { L: [stored(TASK, now)] }, expires: expires() },
        ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
        ExpressionAttributeValues: { ':revision': { N: '0' } },
      },
    ]);
  });

  it('are read, also those of earlier versions without a task, and written as the next revision', async () => {
    const earlier = { N: String(now - MINUTE) };
    const wire = wireClient({ ...Key, revision: { N: '7' }, stops: { L: [earlier] } });
    await expect(budgetWith(wire.client).spendStop(task(''), two)).resolves.toEqual(GRANTED);
    expect(wire.inputs[1]).toMatchObject({
      Item: { revision: { N: '8' }, stops: { L: [stored('', now - MINUTE), stored(TASK, now)] } },
      ExpressionAttributeValues: { ':revision': { N: '7' } },
    });
  });

  it('count a stop of an earlier version for no task that is to be stopped now', async () => {
    const stops = { L: [{ N: String(now) }, { N: String(now) }] };
    const wire = wireClient({ ...Key, revision: { N: '7' }, stops });
    await expect(budgetWith(wire.client).spendStop(task(''), two)).resolves.toEqual(refused(600));
  });
});
