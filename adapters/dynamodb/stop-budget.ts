import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { spendStop, type StopBudget } from '../../verification';
import type { LedgerSettings } from './ledger';

const itemSchema = z.object({
  revision: z.object({ N: z.string() }).transform(({ N }) => Number(N)),
  stops: z.object({ L: z.array(z.object({ N: z.string() })) }).transform(({ L }) => L.map(({ N }) => Number(N))),
});

interface Spent {
  readonly revision: number;
  readonly stops: readonly number[];
}

const read = async ({ client, table }: LedgerSettings, id: string): Promise<Spent> => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true }),
  );
  return Item === undefined ? { revision: 0, stops: [] } : itemSchema.parse(Item);
};

const write = async (
  { client, table, now }: LedgerSettings,
  id: string,
  { revision, stops }: Spent,
): Promise<boolean> => {
  const Item = {
    id: { S: id },
    revision: { N: String(revision + 1) },
    stops: { L: stops.map((time) => ({ N: String(time) })) },
    expires: { N: String(Math.ceil(now() / 1000) + 24 * 3600) },
  };
  const condition = {
    ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
    ExpressionAttributeValues: { ':revision': { N: String(revision) } },
  };
  try {
    await client.send(new PutItemCommand({ TableName: table, Item, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const ATTEMPTS = 10;

/**
 * Spends stops of a cluster's budget, shared by all instances of the function: each spending is written only over the state it was decided on.
 * @throws Error when others kept writing at the same time; the message then comes back.
 */
export const dynamoStopBudget =
  (settings: LedgerSettings) =>
  async (clusterArn: string, budget: StopBudget): Promise<boolean> => {
    const id = `stops#${clusterArn}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await read(settings, id);
      const { granted, stops } = spendStop(before.stops, budget, settings.now());
      if (!granted) return false;
      if (await write(settings, id, { revision: before.revision, stops })) return true;
    }
    throw new Error(`the stop budget of ${clusterArn} was written by others ${ATTEMPTS} times in turn`);
  };
