import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { gateMemoryReader } from '../../../adapters/dynamodb/gate-memory';

const HOOK = { deploymentArn: 'arn:d', hookId: 'ecs-pause-1' };
const KEPT = {
  firstSeen: 1,
  answering: [{ action: 'continue', detail: 'every image is trusted' }],
  announced: { log: ['waiting', 'continued'] },
};

describe('gateMemoryReader', () => {
  const dynamodb = mockClient(DynamoDBDocumentClient);
  const recall = gateMemoryReader({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: 'ledger' });

  beforeEach(() => dynamodb.reset());

  it('reads what is kept about a hook, whatever else is kept', async () => {
    const Key = { id: 'gate#arn:d#ecs-pause-1' };
    dynamodb.on(GetCommand, { TableName: 'ledger', Key, ConsistentRead: true }).resolves({
      Item: { ...KEPT, ...Key, revision: 3, answering: KEPT.answering.map((each) => ({ ...each, plain: true })) },
    });
    await expect(recall(HOOK)).resolves.toEqual(KEPT);
  });

  it('knows nothing of a hook that the gate has not seen', async () => {
    dynamodb.on(GetCommand).resolves({});
    await expect(recall(HOOK)).resolves.toBeUndefined();
  });

  it('refuses an item of another kind', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { ...KEPT, firstSeen: 'yesterday' } });
    await expect(recall(HOOK)).rejects.toThrow('firstSeen');
  });
});
