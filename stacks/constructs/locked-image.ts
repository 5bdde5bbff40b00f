import { TerraformLocal, type TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { lockedReference, type DeploymentImage } from '../../contracts/deployment/deployment-images';
import { lockFileName } from '../../contracts/lock/lock';
import { MAIN, type DeploymentInputs } from '../deployment-stack';

/** Props of LockedImage. */
export interface LockedImageProps extends DeploymentInputs {
  /** The image. Required. */
  readonly image: DeploymentImage;
  /** The Terraform expression under which a plan goes without it. Default: none. */
  readonly unless?: string;
}

/**
 * An image of the lock, as a Terraform local value. Without such an image in the lock `terraform plan` fails and names
 * the command to run; synthesis, `terraform validate` and `terraform destroy` still work.
 */
export class LockedImage extends Construct {
  /** `repository@digest`. */
  readonly reference: string;
  /** The lifecycle of every resource that runs the image. */
  readonly lifecycle: TerraformResourceLifecycle;

  constructor(scope: Construct, id: string, { image, deployment, lock, unless }: LockedImageProps) {
    super(scope, id);
    const local = new TerraformLocal(this, MAIN, lockedReference(image, lock) ?? '');
    this.reference = local.asString;
    const { name } = deployment;
    const wanted = image.signature === 'none' ? 'image' : 'signed image';
    const isThere = `local.${local.friendlyUniqueId} != ""`;
    this.lifecycle = {
      precondition: [
        {
          condition: unless === undefined ? `\${${isThere}}` : `\${${isThere} || ${unless}}`,
          errorMessage: `deployments/${lockFileName(name)} names no ${wanted} "${image.name}" of ${image.repository}: run npx image-trust sign-and-push --deployment ${name}, then plan again.`,
        },
      ],
    };
  }
}
