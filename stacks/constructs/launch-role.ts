import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import { readableRepositories } from '../../contracts/deployment/readable-repositories';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';
import { launchStatements, stopStatements } from '../statements/launch-statements';
import { readImages, trustLambda } from '../statements/role-statements';

/** Props of LaunchRole. */
export interface LaunchRoleProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The ARN of the topic's KMS key. Required. */
  readonly topicKeyArn: string;
}

const readStatements = (deployment: Deployment): readonly Statement[] => {
  const arns = readableRepositories(deployment).map(({ arn }) => arn);
  return arns.length === 0 ? [] : [readImages(arns)];
};

/**
 * The launch function's role. Statements that grow with the policies and clusters of the deployment file are in managed
 * policies of their own, since IAM limits the length of each policy.
 */
export class LaunchRole extends Construct {
  readonly role: IamRole;
  /** What must exist before the role is used. */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { deployment, topicKeyArn }: LaunchRoleProps) {
    super(scope, id);
    const names = verifierNames(deployment);
    this.role = new IamRole(this, MAIN, {
      name: functionNames(deployment, 'launch').role,
      assumeRolePolicy: policyDocument([trustLambda()]),
    });
    const own = new IamRolePolicy(this, 'own', {
      name: 'own',
      role: this.role.name,
      policy: policyDocument(launchStatements(deployment, topicKeyArn)),
    });
    this.grants = [
      own,
      ...this.grant('read-images', names.readImagesPolicy, readStatements(deployment)),
      ...this.grant('stop-tasks', names.stopTasksPolicy, stopStatements(deployment)),
    ];
  }

  private grant(id: string, name: string, statements: readonly Statement[]): readonly ITerraformDependable[] {
    if (statements.length === 0) return [];
    const policy = new IamPolicy(this, id, { name, policy: policyDocument(statements) });
    return [new IamRolePolicyAttachment(this, `${id}-attached`, { role: this.role.name, policyArn: policy.arn })];
  }
}
