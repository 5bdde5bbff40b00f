import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoGateLedger, gateItemId } from '../../../adapters/dynamodb/gate-ledger';
import { newGateEntry, withAnnounced, withAnswer, type GateAnswer } from '../../../verification';
import { asTable } from '../../support/aws/aws-table';
import { NOW } from '../../support/domain/domain';
import { aHook, DEPLOYMENT, HOOK } from '../../support/gate/fake-deployment';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
const dynamodb = mockClient(client);
const ledger = dynamoGateLedger({ client, table: 'dev-ledger', now: () => NOW });
const hook = aHook();
const answer: GateAnswer = { action: 'roll-back', detail: 'why', grants: ['g1'], plain: false };
let items: ReturnType<typeof asTable>;

beforeEach(() => {
  dynamodb.reset();
  items = asTable(dynamodb);
});

describe('dynamoGateLedger', () => {
  it('keeps what is known about a hook', async () => {
    await expect(ledger.recall(hook)).resolves.toBeUndefined();
    const entry = withAnnounced(withAnswer(newGateEntry(NOW), answer), ['log'], 'rolled-back');
    await expect(ledger.change(hook, () => entry)).resolves.toEqual(entry);
    await expect(ledger.recall(hook)).resolves.toEqual(entry);
    expect(gateItemId(hook)).toBe(`gate#${DEPLOYMENT}#${HOOK}`);
    expect(items.get(gateItemId(hook))).toMatchObject({ revision: 1, expires: NOW / 1000 + 60 * 24 * 3600 });
    await expect(ledger.recall(aHook({ hookId: 'another' }))).resolves.toBeUndefined();
  });

  it('keeps what the hooks of a deployment share', async () => {
    const untrusted = [{ name: '__proto__', since: NOW }];
    await expect(ledger.recallDeployment(DEPLOYMENT)).resolves.toEqual({ untrusted: [], rolledBack: false });
    await ledger.changeDeployment(DEPLOYMENT, (kept) => ({ ...kept, untrusted }));
    await ledger.changeDeployment(DEPLOYMENT, (kept) => ({ ...kept, rolledBack: true }));
    await expect(ledger.recallDeployment(DEPLOYMENT)).resolves.toEqual({ untrusted, rolledBack: true });
    expect([...items.keys()]).toEqual([`gate-untrusted#${DEPLOYMENT}`]);
  });

  it('loses nothing of what instances keep at the same time', async () => {
    const channels = ['log', 'event', 'topic'];
    await Promise.all([
      ...channels.map((name) =>
        ledger.change(hook, (kept) => withAnnounced(kept ?? newGateEntry(NOW), [name], 'waiting')),
      ),
      ledger.change(hook, (kept) => withAnswer(kept ?? newGateEntry(NOW), answer)),
    ]);
    await expect(ledger.recall(hook)).resolves.toEqual({
      firstSeen: NOW,
      answering: [answer],
      announced: Object.fromEntries(channels.map((name) => [name, ['waiting']])),
    });
  });

  it('writes nothing when nothing changes', async () => {
    await ledger.change(hook, () => newGateEntry(NOW));
    await ledger.change(hook, (kept) => kept ?? newGateEntry(0));
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(1);
  });

  it('throws when other instances keep changing an item, and what the SDK throws', async () => {
    const changeAlways = () => {
      const { revision = 0 } = (items.get(gateItemId(hook)) ?? {}) as { readonly revision?: number };
      items.set(gateItemId(hook), { ...newGateEntry(NOW), revision: revision + 1 });
      return newGateEntry(NOW);
    };
    await expect(ledger.change(hook, changeAlways)).rejects.toThrow('10 times in a row');
    dynamodb.on(PutCommand).rejects(new Error('throttled'));
    await expect(ledger.change(hook, () => newGateEntry(1))).rejects.toThrow('throttled');
  });

  it('throws for an item that it did not write', async () => {
    items.set(gateItemId(hook), { revision: 1, firstSeen: 'yesterday' });
    await expect(ledger.recall(hook)).rejects.toThrow();
  });
});
