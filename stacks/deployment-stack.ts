import { TerraformElement, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import type { Deployment } from '../contracts/deployment/deployment';
import type { Lock } from '../contracts/lock/lock';
import { prepareStack } from './prepare-stack';

/** What every stack is made of. */
export interface DeploymentInputs {
  /** The deployment file. Required. */
  readonly deployment: Deployment;
  /** Which images were pushed and signed. Required. */
  readonly lock: Lock;
}

/** The id of the resource that a construct is about: it has its construct's own address. */
export const MAIN = 'main';

/** A stack of one deployment, whose resources have the addresses that their constructs' ids say, without a hash. */
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
