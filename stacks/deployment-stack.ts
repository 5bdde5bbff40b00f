import { TerraformElement, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import type { Deployment } from '../contracts/deployment/deployment';
import type { Lock } from '../contracts/lock/lock';
import { prepareStack } from './prepare-stack';

/** The inputs of every stack. */
export interface DeploymentInputs {
  /** The deployment file. Required. */
  readonly deployment: Deployment;
  /** The lock: which images were pushed and signed. Required. */
  readonly lock: Lock;
}

/** The id of a construct's main resource, whose address is that of the construct. */
export const MAIN = 'main';

/** A stack of one deployment. The addresses of its resources are made of construct ids, without CDKTF's hash. */
export class DeploymentStack extends TerraformStack {
  constructor(scope: Construct, id: string, { deployment }: DeploymentInputs) {
    super(scope, id);
    prepareStack(this, deployment);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const inStack = node.scopes.slice(node.scopes.indexOf(this) + 1);
    return inStack
      .map((construct) => construct.node.id)
      .filter((id) => id !== MAIN)
      .join('_');
  }
}
