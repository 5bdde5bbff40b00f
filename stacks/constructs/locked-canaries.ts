import { TerraformVariable, VariableType, type TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { CANARIES_FOLLOW, CANARY_KINDS, lockedCanaries, type Canaries } from '../../contracts/deployment/canary-images';
import { canaryImage, type CanaryDeployment } from '../../contracts/deployment/deployment-images';
import type { DeploymentInputs } from '../deployment-stack';
import { LockedImage } from './locked-image';

/** Props of LockedCanaries. */
export interface LockedCanariesProps extends DeploymentInputs {
  /** A deployment with canary images. Required. */
  readonly deployment: CanaryDeployment;
}

type Preconditions = NonNullable<TerraformResourceLifecycle['precondition']>;

/**
 * The canary images of the lock. While one is not in the lock, `terraform plan` fails and names the command to run; with
 * the variable, it plans everything else.
 */
export class LockedCanaries extends Construct {
  /** Undefined while the lock does not have them all. */
  readonly references: Canaries | undefined;
  /** The preconditions of every function that verifies them. */
  readonly preconditions: Preconditions;

  constructor(scope: Construct, id: string, { deployment, lock }: LockedCanariesProps) {
    super(scope, id);
    this.references = lockedCanaries(deployment, lock);
    const follow = new TerraformVariable(this, 'follow', {
      type: VariableType.BOOL,
      default: false,
      nullable: false,
      description:
        'Whether sign-and-push pushes the canary images after this plan. Only for plans: never apply with it.',
    });
    follow.overrideLogicalId(CANARIES_FOLLOW);
    this.preconditions = CANARY_KINDS.flatMap((kind) => {
      const image = canaryImage(deployment, kind);
      const locked = new LockedImage(this, kind, { image, deployment, lock, unless: `var.${CANARIES_FOLLOW}` });
      return locked.lifecycle.precondition ?? [];
    });
  }
}

/** The lifecycle of a function that runs an image and verifies canary images, if there are any. */
export const withCanaries = (
  { lifecycle }: Pick<LockedImage, 'lifecycle'>,
  canaries: LockedCanaries | undefined,
): TerraformResourceLifecycle =>
  canaries === undefined
    ? lifecycle
    : { ...lifecycle, precondition: [...(lifecycle.precondition ?? []), ...canaries.preconditions] };
