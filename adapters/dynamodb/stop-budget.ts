import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { spendStop, type StopBudget } from '../../verification';
import type { TableSettings } from './ledger';

const itemSchema = z.object({ revision: z.number(), stops: z.array(z.number()) });

type Spent = z.output<typeof itemSchema>;

const read = async ({ client, table }: TableSettings, id: string): Promise<Spent> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
  return Item === undefined ? { revision: 0, stops: [] } : itemSchema.parse(Item);
};

/** Writes the next revision; false when another instance has written it first. */
const write = async (
  { client, table, now }: TableSettings,
  id: string,
  { revision, stops }: Readonly<Spent>,
): Promise<boolean> => {
  const request = {
    TableName: table,
    Item: { id, revision: revision + 1, stops, expires: Math.ceil(now() / 1000) + 24 * 3600 },
    ConditionExpression: 'attribute_not_exists(id) OR revision = :revision',
    ExpressionAttributeValues: { ':revision': revision },
  };
  try {
    await client.send(new PutCommand(request));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const ATTEMPTS = 10;

/**
 * Spends stops of a cluster's budget, which all instances of the function share: a stop is written only if the budget
 * has not changed since it was read.
 * @throws Error when other instances keep changing it; the message is then retried.
 */
export const dynamoStopBudget =
  (settings: TableSettings) =>
  async (clusterArn: string, budget: StopBudget): Promise<boolean> => {
    const id = `stops#${clusterArn}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await read(settings, id);
      const { granted, stops } = spendStop(before.stops, budget, settings.now());
      if (!granted) return false;
      if (await write(settings, id, { revision: before.revision, stops: [...stops] })) return true;
    }
    throw new Error(`other instances changed the stop budget of ${clusterArn} ${ATTEMPTS} times in a row`);
  };
