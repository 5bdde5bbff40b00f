import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { revokeGrant, writeGrant } from '../../../adapters/dynamodb/grant-writer';
import { grantReader, grantsReader } from '../../../adapters/dynamodb/grants';
import { toGrantItem } from '../../../contracts/break-glass/grant-item';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import { awsFailure } from '../../support/aws/aws-failure';
import { CLUSTER, NOW } from '../../support/domain/domain';
import { aGrant, aRepositoryGrant } from '../../support/domain/fake-grants';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const table = { client, table: 'dev-grants' };
const FIRST = aGrant();
const SECOND = aRepositoryGrant({ id: 'bbbbbbbbbbbb' });
const Key = { cluster: CLUSTER, id: FIRST.id };
const failed = new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

beforeEach(() => {
  dynamodb.reset();
});

describe('grantsReader', () => {
  const reading = () => {
    const refused: unknown[] = [];
    return { refused, read: grantsReader(table, (error) => void refused.push(error)) };
  };

  it('reads every page of a cluster, consistently', async () => {
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [toGrantItem(FIRST)], LastEvaluatedKey: Key })
      .resolvesOnce({ LastEvaluatedKey: { ...Key, id: 'cccccccccccc' } })
      .resolves({ Items: [toGrantItem(SECOND)] });
    const { read, refused } = reading();
    await expect(read(CLUSTER)).resolves.toEqual([FIRST, SECOND]);
    expect(refused).toEqual([]);
    const inputs = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(inputs[0]).toMatchObject({
      TableName: 'dev-grants',
      KeyConditionExpression: '#cluster = :cluster',
      ExpressionAttributeNames: { '#cluster': 'cluster' },
      ExpressionAttributeValues: { ':cluster': CLUSTER },
      ConsistentRead: true,
    });
    expect(inputs).toHaveLength(3);
  });

  it('leaves out what is no grant, which hides no other', async () => {
    const Items = [{ ...toGrantItem(FIRST), subject: '*' }, {}, toGrantItem(SECOND)];
    dynamodb.on(QueryCommand).resolves({ Items });
    const { read, refused } = reading();
    await expect(read(CLUSTER)).resolves.toEqual([SECOND]);
    expect(refused).toEqual([expect.any(InvalidInputError), expect.any(InvalidInputError)]);
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.rejects(awsFailure('ProvisionedThroughputExceededException'));
    await expect(reading().read(CLUSTER)).rejects.toThrow('the call failed');
  });
});

describe('grantReader', () => {
  it('reads one grant, consistently', async () => {
    dynamodb
      .on(GetCommand, { TableName: 'dev-grants', Key, ConsistentRead: true })
      .resolves({ Item: toGrantItem(FIRST) });
    await expect(grantReader(table)(FIRST)).resolves.toEqual(FIRST);
  });

  it('reads nothing where there is none', async () => {
    dynamodb.on(GetCommand).resolves({});
    await expect(grantReader(table)(FIRST)).resolves.toBeUndefined();
  });

  it('throws on an item that is no grant', async () => {
    dynamodb.on(GetCommand).resolves({ Item: {} });
    await expect(grantReader(table)(FIRST)).rejects.toThrow(InvalidInputError);
  });
});

describe('writeGrant', () => {
  it('writes a new item, and never over another one', async () => {
    dynamodb.on(PutCommand).resolves({});
    await writeGrant(table, FIRST);
    expect(dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: 'dev-grants', Item: toGrantItem(FIRST), ConditionExpression: 'attribute_not_exists(id)' },
    ]);
  });
});

describe('revokeGrant', () => {
  const revoked = aGrant({ revokedAt: NOW });

  it('revokes a grant of the table that is not revoked yet', async () => {
    dynamodb.on(UpdateCommand).resolves({ Attributes: { ...toGrantItem(revoked) } });
    await expect(revokeGrant(table, FIRST, NOW)).resolves.toEqual({ kind: 'revoked', grant: revoked });
    expect(dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'dev-grants',
        Key,
        UpdateExpression: 'SET revokedAt = :at',
        ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(revokedAt)',
        ExpressionAttributeValues: { ':at': NOW },
        ReturnValues: 'ALL_NEW',
      },
    ]);
  });

  it('leaves a grant that was revoked before as it is', async () => {
    dynamodb.on(UpdateCommand).rejects(failed);
    dynamodb
      .on(GetCommand, { TableName: 'dev-grants', Key, ConsistentRead: true })
      .resolves({ Item: toGrantItem(revoked) });
    await expect(revokeGrant(table, FIRST, NOW + 5)).resolves.toEqual({ kind: 'revoked-before', grant: revoked });
  });

  it('finds no grant with another id', async () => {
    dynamodb.on(UpdateCommand).rejects(failed);
    dynamodb.on(GetCommand).resolves({});
    await expect(revokeGrant(table, FIRST, NOW)).resolves.toEqual({ kind: 'missing' });
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.on(UpdateCommand).rejects(awsFailure('AccessDeniedException'));
    await expect(revokeGrant(table, FIRST, NOW)).rejects.toThrow('the call failed');
  });
});
