import * as z from 'zod';
import {
  GATE_OUTCOMES,
  NEW_DEPLOYMENT,
  type GatedDeployment,
  type GateEntry,
  type GateLedger,
  type HookAction,
  type HookKey,
} from '../../verification';
import type { TableSettings } from './ledger';
import { changeItem, recallItem } from './revised-item';

/** A deployment waits for at most 14 days at each hook; DynamoDB deletes items up to days late, which is harmless. */
const KEEP_DAYS = 60;

const actions = z.enum(['continue', 'roll-back'] as const satisfies readonly HookAction[]);
const entrySchema: z.ZodType<GateEntry> = z.object({
  firstSeen: z.number(),
  answering: z.array(
    z.object({ action: actions, detail: z.string(), grants: z.array(z.string()), plain: z.boolean() }),
  ),
  announced: z.record(z.string(), z.array(z.enum(GATE_OUTCOMES))),
});

const deploymentSchema: z.ZodType<GatedDeployment> = z.object({
  untrusted: z.array(z.object({ name: z.string(), since: z.number() })),
  rolledBack: z.boolean(),
});

/** The key of the item about one pause hook, in the ledger's table. */
export const gateItemId = ({ deploymentArn, hookId }: HookKey): string => `gate#${deploymentArn}#${hookId}`;

/** The gate's ledger in the table of the other ledgers. Throws what the SDK throws. */
export const dynamoGateLedger = (settings: TableSettings): GateLedger => {
  const hookItem = (hook: HookKey) => ({ id: gateItemId(hook), schema: entrySchema });
  const deploymentItem = (arn: string) => ({ id: `gate-untrusted#${arn}`, schema: deploymentSchema });
  const expires = (): number => Math.ceil(settings.now() / 1000) + KEEP_DAYS * 24 * 3600;
  return {
    recall: (hook) => recallItem(settings, hookItem(hook)),
    change: (hook, change) => changeItem(settings, { ...hookItem(hook), expires: expires() }, change),
    recallDeployment: async (arn) => (await recallItem(settings, deploymentItem(arn))) ?? NEW_DEPLOYMENT,
    changeDeployment: (arn, change) =>
      changeItem(settings, { ...deploymentItem(arn), expires: expires() }, (kept = NEW_DEPLOYMENT) => change(kept)),
  };
};
