import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DeploymentHook } from '../../verification';
import type { TableSettings } from './ledger';

// Only what people are shown: a later version may keep more.
const itemSchema = z.object({
  firstSeen: z.number(),
  answering: z.array(z.object({ action: z.enum(['continue', 'roll-back']), detail: z.string() })),
  announced: z.record(z.string(), z.array(z.string())),
});

/** Reads what the gate keeps about a pause hook in the ledger's table; undefined if nothing. Throws what the SDK throws. */
export const gateMemoryReader =
  ({ client, table }: Pick<TableSettings, 'client' | 'table'>) =>
  async ({ deploymentArn, hookId }: Pick<DeploymentHook, 'deploymentArn' | 'hookId'>) => {
    const request = { TableName: table, Key: { id: `gate#${deploymentArn}#${hookId}` }, ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(request));
    return Item === undefined ? undefined : itemSchema.parse(Item);
  };
