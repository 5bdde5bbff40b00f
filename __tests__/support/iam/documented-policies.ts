import * as z from 'zod';
import { toDeployerPolicies, type Purpose } from '../../../cli/commands/policies/deployer-policies';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { PolicyText, RolePolicies } from './evaluate';

const texts = z.array(z.string()).min(1);
const statementShape = z.strictObject({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), z.union([z.string(), texts]))).optional(),
});
const policyShape = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statementShape).min(1) });

/** A role of the deployment's account with only the policies for these purposes, as `image-trust policies` prints them. */
export const roleWith = (deployment: Deployment, ...purposes: readonly Purpose[]): RolePolicies => ({
  principal: `arn:${deployment.partition}:iam::${deployment.account}:role/deployer`,
  account: deployment.account,
  identity: Object.fromEntries(
    toDeployerPolicies(deployment)
      .filter(({ purpose }) => purposes.includes(purpose))
      .map(({ name, document }) => [name, policyShape.parse(JSON.parse(JSON.stringify(document))) as PolicyText]),
  ),
  resources: {},
});
