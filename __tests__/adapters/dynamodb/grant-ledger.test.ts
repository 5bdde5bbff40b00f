import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoGrantLedger } from '../../../adapters/dynamodb/grant-ledger';
import { asTable } from '../../support/aws/aws-table';
import { NOW } from '../../support/domain/domain';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const ledger = dynamoGrantLedger({ client, table: 'dev-ledger', now: () => NOW });

beforeEach(() => {
  dynamodb.reset();
});

describe('dynamoGrantLedger', () => {
  it('recalls what it kept, and nothing else', async () => {
    asTable(dynamodb);
    const announced = { log: ['granted', 'used', 'revoked', 'expired'], topic: [] } as const;
    await ledger.keep('cluster#grant', announced);
    await expect(ledger.recall('cluster#grant')).resolves.toEqual(announced);
    await expect(ledger.recall('cluster#other')).resolves.toBeUndefined();
  });

  it('keeps its items apart from those of verdicts, as long as the table keeps the grant', async () => {
    asTable(dynamodb);
    await ledger.keep('cluster#grant', {});
    expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toEqual({
      TableName: 'dev-ledger',
      Item: { id: 'grant#cluster#grant', announced: {}, expires: Date.parse('2026-04-01T12:00:00Z') / 1000 },
    });
  });

  it('throws on an item of another form instead of announcing nothing', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { announced: { log: ['lifted'] } } });
    await expect(ledger.recall('cluster#grant')).rejects.toThrow('announced');
  });
});
