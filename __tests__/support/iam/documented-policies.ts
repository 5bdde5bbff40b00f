import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { PolicyText, RolePolicies } from './evaluate';

const FOLDER = resolve(__dirname, '../../../docs/policies');

const texts = z.array(z.string()).min(1);
const statementShape = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});
const policyShape = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statementShape).min(1) });

/** The policies in docs/policies. */
export type DocumentedPolicy = 'read' | 'deploy' | 'sample';

/** The text of one of these policies. */
export const policySource = (name: DocumentedPolicy): string => readFileSync(join(FOLDER, `${name}.json`), 'utf8');

/** A role of an account with only these policies. */
export const roleWith = (account: string, ...names: readonly DocumentedPolicy[]): RolePolicies => ({
  principal: `arn:aws:iam::${account}:role/deployer`,
  account,
  identity: Object.fromEntries(
    names.map((name) => [name, policyShape.parse(JSON.parse(policySource(name))) as PolicyText]),
  ),
  resources: {},
});
