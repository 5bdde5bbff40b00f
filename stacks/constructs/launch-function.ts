import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction, type LambdaFunctionConfig } from '@cdktf/provider-aws/lib/lambda-function';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { launchEnvironment } from '../../contracts/functions/launch-environment';
import { functionNames } from '../../contracts/naming/resource-names';
import { LAUNCH_TIMEOUT_SECONDS } from '../../contracts/functions/launch-limits';
import { MAIN } from '../deployment-stack';
import { LaunchRole } from './launch-role';
import type { LockedImage } from './locked-image';

/** Props of LaunchFunction. */
export interface LaunchFunctionProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The verifier's image. Required. */
  readonly image: LockedImage;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The ARN of the topic's KMS key. Required. */
  readonly topicKeyArn: string;
  /** What must exist before the function runs. Default: nothing. */
  readonly after?: readonly ITerraformDependable[];
}

/** The VPC that the functions are connected to, if the deployment file names one. */
export const networkOf = ({ launch }: Deployment): Pick<LambdaFunctionConfig, 'vpcConfig'> =>
  launch.vpc === undefined
    ? {}
    : { vpcConfig: { subnetIds: [...launch.vpc.subnets], securityGroupIds: [...launch.vpc.securityGroups] } };

/** The Lambda function that verifies tasks as they start, run from the image in the lock. */
export class LaunchFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: LaunchFunctionProps) {
    super(scope, id);
    const { deployment, image, trustKey, topicKeyArn, after = [] } = props;
    const names = functionNames(deployment, 'launch');
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: names.logGroup,
      retentionInDays: deployment.logRetentionDays,
      kmsKeyId: deployment.keys?.logs,
    });
    const role = new LaunchRole(this, 'role', { deployment, topicKeyArn });
    this.function = new LambdaFunction(this, MAIN, {
      functionName: names.function,
      description: 'Verifies the images of ECS tasks as they start',
      role: role.role.arn,
      packageType: 'Image',
      imageUri: image.reference,
      imageConfig: { command: [IMAGE_LAYOUT.command('launch')] },
      architectures: [deployment.architecture],
      memorySize: deployment.launch.memoryMegabytes,
      timeout: LAUNCH_TIMEOUT_SECONDS,
      environment: { variables: { ...launchEnvironment({ deployment, trustKey }) } },
      ...networkOf(deployment),
      lifecycle: image.lifecycle,
      dependsOn: [logs, ...role.grants, ...after],
    });
  }
}
