import { IamPolicy, type IamPolicyConfig } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import type { FunctionName } from '../../contracts/functions/functions';
import { fitPolicies } from '../../contracts/iam/fit-policies';
import { functionNames } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { policyDocument, type Statement } from '../policy-document';
import { roleSettings } from '../role-settings';
import { trustLambda } from '../statements/role-statements';

/** Statements that grow with the deployment file. */
export interface AttachedPolicy {
  /** The construct's id. Required. */
  readonly id: string;
  /** The name of the managed policy; further ones get a number. Required. */
  readonly name: string;
  /** None: there is no policy. Required. */
  readonly statements: readonly Statement[];
}

/** Props of FunctionRole. */
export interface FunctionRoleProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The function. Required. */
  readonly name: FunctionName;
  /** The statements that do not grow with the deployment file. Required. */
  readonly own: readonly Statement[];
  /** The others, in managed policies of their own, since IAM limits the length of each policy. Required. */
  readonly attached: readonly AttachedPolicy[];
}

const pathOf = ({ iamPath }: Deployment): Pick<IamPolicyConfig, 'path'> =>
  iamPath === undefined ? {} : { path: iamPath };

/** The role of a Lambda function. */
export class FunctionRole extends Construct {
  readonly role: IamRole;
  /** What must exist before the role is used. */
  readonly grants: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { deployment, name, own, attached }: FunctionRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, MAIN, {
      name: functionNames(deployment, name).role,
      ...roleSettings(deployment),
      assumeRolePolicy: policyDocument([trustLambda()]),
    });
    const inline = new IamRolePolicy(this, 'own', {
      name: 'own',
      role: this.role.name,
      policy: policyDocument(own),
    });
    this.grants = [inline, ...attached.flatMap((policy) => this.attach(deployment, policy))];
  }

  private attach(deployment: Deployment, { id, name, statements }: AttachedPolicy): readonly ITerraformDependable[] {
    return fitPolicies(statements).map((some, index) => {
      const suffix = index === 0 ? '' : `-${index + 1}`;
      const policy = new IamPolicy(this, `${id}${suffix}`, {
        name: `${name}${suffix}`,
        ...pathOf(deployment),
        policy: policyDocument(some),
      });
      const attached = { role: this.role.name, policyArn: policy.arn };
      return new IamRolePolicyAttachment(this, `${id}${suffix}-attached`, attached);
    });
  }
}
