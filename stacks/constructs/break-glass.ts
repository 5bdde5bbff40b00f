import { DynamodbResourcePolicy } from '@cdktf/provider-aws/lib/dynamodb-resource-policy';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierNames } from '../../contracts/naming/resource-names';
import { policyDocument } from '../policy-document';
import { roleSettings } from '../role-settings';
import { breakGlassStatements, denyWritesExceptByBreakGlass, trustAssumedBy } from '../statements/grant-statements';
import { encryptedBy } from './ledger-table';

/** Props of BreakGlass. */
export interface BreakGlassProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The roles, users and accounts that may assume the role. Required. */
  readonly assumedBy: readonly string[];
}

/** The table of break-glass grants, and the only role that can write to it. */
export class BreakGlass extends Construct {
  /** What must exist before the table is used: until then, others could write to it. */
  readonly policy: DynamodbResourcePolicy;

  constructor(scope: Construct, id: string, { deployment, assumedBy }: BreakGlassProps) {
    super(scope, id);
    const names = verifierNames(deployment);
    // It has no deletion protection, so that the deployment can be destroyed: without the table no grant is in force.
    const table = new DynamodbTable(this, 'grants', {
      name: names.grantTable,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'cluster',
      rangeKey: 'id',
      attribute: [
        { name: 'cluster', type: 'S' },
        { name: 'id', type: 'S' },
      ],
      ttl: { attributeName: 'expires', enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: encryptedBy(deployment.keys?.table),
    });
    this.policy = new DynamodbResourcePolicy(this, 'only-by-role', {
      resourceArn: table.arn,
      policy: policyDocument([denyWritesExceptByBreakGlass(deployment)]),
    });
    const role = new IamRole(this, 'role', {
      name: names.breakGlassRole,
      description: 'Writes break-glass grants: for some hours, enforce and the gate do not act on an image',
      ...roleSettings(deployment),
      assumeRolePolicy: policyDocument(trustAssumedBy(deployment, assumedBy)),
    });
    new IamRolePolicy(this, 'own', {
      name: 'own',
      role: role.name,
      policy: policyDocument(breakGlassStatements(deployment)),
    });
  }
}
