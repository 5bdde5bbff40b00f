import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { launchEnvironment } from '../../contracts/functions/launch-environment';
import { LAUNCH_TIMEOUT_SECONDS } from '../../contracts/functions/launch-limits';
import { functionFromImage } from './function-from-image';
import { LaunchRole } from './launch-role';
import { withCanaries, type LockedCanaries } from './locked-canaries';
import type { LockedImage } from './locked-image';

/** Props of LaunchFunction. */
export interface LaunchFunctionProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The verifier's image. Required. */
  readonly image: LockedImage;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The canary images that it verifies. Default: none. */
  readonly canaries?: LockedCanaries | undefined;
  /** The ARN of the topic's KMS key. Required. */
  readonly topicKeyArn: string;
  /** What must exist before the function runs. Default: nothing. */
  readonly after?: readonly ITerraformDependable[];
}

/** The Lambda function that verifies tasks as they start, run from the image in the lock. */
export class LaunchFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: LaunchFunctionProps) {
    super(scope, id);
    const { deployment, image, trustKey, topicKeyArn, canaries, after = [] } = props;
    const role = new LaunchRole(this, 'role', { deployment, topicKeyArn });
    this.function = functionFromImage(this, {
      deployment,
      name: 'launch',
      description: 'Verifies the images of ECS tasks as they start',
      image,
      roleArn: role.role.arn,
      memoryMegabytes: deployment.launch.memoryMegabytes,
      timeoutSeconds: LAUNCH_TIMEOUT_SECONDS,
      variables: launchEnvironment({ deployment, trustKey, canaries: canaries?.references }),
      lifecycle: withCanaries(image, canaries),
      after: [...role.grants, ...after],
    });
  }
}
