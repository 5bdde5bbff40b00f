import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoLedger } from '../../../adapters/dynamodb/ledger';
import { ANNOUNCED_LEVELS } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { aLedgerEntry, NOW } from '../../support/domain/domain';

const dynamodb = mockClient(DynamoDBClient);
const ledger = dynamoLedger({
  client: new DynamoDBClient({ region: 'eu-west-1' }),
  table: 'dev-ledger',
  now: () => NOW,
});

beforeEach(() => {
  dynamodb.reset();
});

describe('dynamoLedger', () => {
  it.each(ANNOUNCED_LEVELS)('recalls what it kept, for each channel: told %s', async (far) => {
    asTable(dynamodb);
    const entry = aLedgerEntry({ announced: { log: 'recorded', topic: far }, stopped: far === 'stopped' });
    await ledger.keep('task#web', entry);
    await expect(ledger.recall('task#web')).resolves.toEqual(entry);
  });

  it('knows nothing of what was not kept', async () => {
    asTable(dynamodb);
    await ledger.keep('task#web', aLedgerEntry());
    await expect(ledger.recall('task#api')).resolves.toBeUndefined();
  });

  it('remembers for 30 days, in the table that it was told', async () => {
    asTable(dynamodb);
    await ledger.keep('task#web', aLedgerEntry({ announced: { log: 'reported' } }));
    const end = Date.parse('2026-03-31T12:00:00Z') / 1000;
    expect(dynamodb.commandCalls(PutItemCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'dev-ledger',
        Item: {
          id: { S: 'verdict#task#web' },
          firstSeen: { N: String(NOW) },
          told: { M: { log: { S: 'reported' } } },
          stopped: { BOOL: false },
          expires: { N: String(end) },
        },
      },
    ]);
  });

  it.each([
    [
      'a state that we do not write',
      { firstSeen: { N: '1' }, stopped: { BOOL: false }, told: { M: { log: { S: 'all' } } } },
    ],
    ['no time', { stopped: { BOOL: false }, told: { M: {} } }],
  ])('throws on an item with %s, rather than announce nothing', async (_what, Item) => {
    dynamodb.on(GetItemCommand).resolves({ Item });
    await expect(ledger.recall('task#web')).rejects.toThrow(/told|firstSeen/);
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.rejects(awsFailure('ProvisionedThroughputExceededException'));
    await expect(ledger.recall('x')).rejects.toThrow('told so');
    await expect(ledger.keep('x', aLedgerEntry())).rejects.toThrow('told so');
  });
});
