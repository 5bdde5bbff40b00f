import { IamPolicy, type IamPolicyConfig } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { functionNames, verifierNames } from '../../contracts/naming/resource-names';
import { readableRepositories } from '../../contracts/deployment/readable-repositories';
import { MAIN } from '../deployment-stack';
import { fitPolicies } from '../../contracts/iam/fit-policies';
import { policyDocument, type Statement } from '../policy-document';
import { roleSettings } from '../role-settings';
import { answerStatements } from '../statements/gate-statements';
import { launchStatements } from '../statements/launch-statements';
import { readImages, trustLambda } from '../statements/role-statements';
import { stopStatements } from '../statements/stop-statements';

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

const pathOf = ({ iamPath }: Deployment): Pick<IamPolicyConfig, 'path'> =>
  iamPath === undefined ? {} : { path: iamPath };

/**
 * The launch function's role. Statements that grow with the policies and clusters of the deployment file are in managed
 * policies of their own, since IAM limits the length of each policy.
 */
export class LaunchRole extends Construct {
  readonly role: IamRole;
  /** What must exist before the role is used. */
  readonly grants: readonly ITerraformDependable[];

  private readonly deployment: Deployment;

  constructor(scope: Construct, id: string, { deployment, topicKeyArn }: LaunchRoleProps) {
    super(scope, id);
    this.deployment = deployment;
    const names = verifierNames(deployment);
    this.role = new IamRole(this, MAIN, {
      name: functionNames(deployment, 'launch').role,
      ...roleSettings(deployment),
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
      ...this.grant('answer-hooks', names.answerHooksPolicy, answerStatements(deployment)),
    ];
  }

  private grant(id: string, name: string, statements: readonly Statement[]): readonly ITerraformDependable[] {
    return fitPolicies(statements).map((some, index) => {
      const suffix = index === 0 ? '' : `-${index + 1}`;
      const policy = new IamPolicy(this, `${id}${suffix}`, {
        name: `${name}${suffix}`,
        ...pathOf(this.deployment),
        policy: policyDocument(some),
      });
      const attached = { role: this.role.name, policyArn: policy.arn };
      return new IamRolePolicyAttachment(this, `${id}${suffix}-attached`, attached);
    });
  }
}
