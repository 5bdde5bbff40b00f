import { TerraformLocal, type TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { lockedReference, type DeploymentImage } from '../../contracts/deployment/deployment-images';
import { lockFileName } from '../../contracts/lock/lock';
import { MAIN, type DeploymentInputs } from '../deployment-stack';

/** What a locked image is told. */
export interface LockedImageProps extends DeploymentInputs {
  /** Which image is meant. Required. */
  readonly image: DeploymentImage;
}

/**
 * An image of the lock, as a local value that what runs it refers to. Where the lock has none the plan stops with the command to run; synthesis,
 * validate and destroy go on.
 */
export class LockedImage extends Construct {
  /** `repository@digest`. */
  readonly reference: string;
  /** Goes into the lifecycle of every resource that runs the image. */
  readonly lifecycle: TerraformResourceLifecycle;

  constructor(scope: Construct, id: string, { image, deployment, lock }: LockedImageProps) {
    super(scope, id);
    const local = new TerraformLocal(this, MAIN, lockedReference(image, lock) ?? '');
    this.reference = local.asString;
    const { name } = deployment;
    const wanted = image.signature === 'wanted' ? 'signed image' : 'image';
    this.lifecycle = {
      precondition: [
        {
          condition: `\${local.${local.friendlyUniqueId} != ""}`,
          errorMessage: `deployments/${lockFileName(name)} names no ${wanted} "${image.name}" of ${image.repository}: run image-trust sign-and-push --deployment ${name}, then plan again.`,
        },
      ],
    };
  }
}
