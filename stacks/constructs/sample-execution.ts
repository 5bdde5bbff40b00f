import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { arnOf, repositoryArn } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { sampleNames } from '../../contracts/naming/resource-names';
import { policyDocument } from '../policy-document';
import { roleSettings } from '../role-settings';
import { logInToEcr, readImages, trustTasksOfAccount, writeLogs } from '../statements/role-statements';

/** The execution role of the sample's tasks, which may pull their images and write their logs, and their log group. */
export class SampleExecution extends Construct {
  readonly role: IamRole;
  /** The role's permissions. */
  readonly grant: IamRolePolicy;
  readonly logs: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const names = sampleNames(deployment);
    this.logs = new CloudwatchLogGroup(this, 'logs', {
      name: names.logGroup,
      retentionInDays: deployment.logRetentionDays,
      kmsKeyId: deployment.keys?.logs,
    });
    this.role = new IamRole(this, 'role', {
      name: names.executionRole,
      ...roleSettings(deployment),
      assumeRolePolicy: policyDocument([trustTasksOfAccount(deployment)]),
    });
    const repositories = [names.signed, names.unsigned].map(({ repository }) => repositoryArn(deployment, repository));
    this.grant = new IamRolePolicy(this, 'own', {
      name: 'own',
      role: this.role.name,
      policy: policyDocument([
        logInToEcr(),
        readImages(repositories),
        writeLogs(arnOf(deployment, 'logs', `log-group:${names.logGroup}`)),
      ]),
    });
  }
}
