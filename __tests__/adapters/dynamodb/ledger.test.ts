import { DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoLedger } from '../../../adapters/dynamodb/ledger';
import { ANNOUNCED_LEVELS } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { asTable } from '../../support/aws/aws-table';
import { wireClient } from '../../support/aws/wire-client';
import { aLedgerEntry, NOW } from '../../support/domain/domain';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const ledgerWith = (document: DynamoDBDocumentClient) =>
  dynamoLedger({ client: document, table: 'dev-ledger', now: () => NOW });
const ledger = ledgerWith(client);

beforeEach(() => {
  dynamodb.reset();
});

describe('dynamoLedger', () => {
  it.each(ANNOUNCED_LEVELS)('recalls the entry that it kept: announced level %s', async (level) => {
    asTable(dynamodb);
    const entry = aLedgerEntry({ announced: { log: 'recorded', topic: level }, stopped: level === 'stopped' });
    await ledger.keep('task#web', entry);
    await expect(ledger.recall('task#web')).resolves.toEqual(entry);
  });

  it('recalls that a deployment was rolled back', async () => {
    asTable(dynamodb);
    await ledger.keep('task#web', aLedgerEntry({ rolledBack: true }));
    await expect(ledger.recall('task#web')).resolves.toEqual(aLedgerEntry({ rolledBack: true }));
  });

  it('recalls the grant that lifted a response', async () => {
    asTable(dynamodb);
    const entry = aLedgerEntry({ grant: '4f3a9c21b7de' });
    await ledger.keep('task#web', entry);
    await expect(ledger.recall('task#web')).resolves.toEqual(entry);
  });

  it('recalls nothing for a key that was not kept', async () => {
    asTable(dynamodb);
    await ledger.keep('task#web', aLedgerEntry());
    await expect(ledger.recall('task#api')).resolves.toBeUndefined();
  });

  it.each([
    ['an unknown announced level', { firstSeen: 1, stopped: false, told: { log: 'all' } }],
    ['an odd rollback', { firstSeen: 1, stopped: false, rolledBack: 1, told: {} }],
    ['no time', { stopped: false, told: {} }],
  ])('throws on an item with %s instead of announcing nothing', async (_what, Item) => {
    dynamodb.on(GetCommand).resolves({ Item });
    await expect(ledger.recall('task#web')).rejects.toThrow(/told|firstSeen|rolledBack/);
  });

  it('throws what DynamoDB throws', async () => {
    dynamodb.rejects(awsFailure('ProvisionedThroughputExceededException'));
    await expect(ledger.recall('x')).rejects.toThrow('the call failed');
    await expect(ledger.keep('x', aLedgerEntry())).rejects.toThrow('the call failed');
  });
});

describe('the stored items of dynamoLedger', () => {
  // Earlier versions wrote exactly these attributes.
  const stored: Readonly<Record<string, AttributeValue>> = {
    id: { S: 'verdict#task#web' },
    firstSeen: { N: String(NOW) },
    told: { M: { log: { S: 'reported' } } },
    stopped: { BOOL: false },
    expires: { N: String(Date.parse('2026-03-31T12:00:00Z') / 1000) },
  };
  const entry = aLedgerEntry({ announced: { log: 'reported' } });

  it('are written to the table with an expiry in 30 days', async () => {
    const wire = wireClient();
    await ledgerWith(wire.client).keep('task#web', entry);
    expect(wire.inputs).toEqual([{ TableName: 'dev-ledger', Item: stored }]);
  });

  it('are read from the table consistently, also those of earlier versions', async () => {
    const wire = wireClient(stored);
    await expect(ledgerWith(wire.client).recall('task#web')).resolves.toEqual(entry);
    expect(wire.inputs).toEqual([
      { TableName: 'dev-ledger', Key: { id: { S: 'verdict#task#web' } }, ConsistentRead: true },
    ]);
  });
});
