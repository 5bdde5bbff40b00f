import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import type { FunctionName } from '../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../contracts/functions/image-layout';
import { functionNames } from '../../contracts/naming/resource-names';
import { MAIN } from '../deployment-stack';
import { networkOf } from './function-network';
import type { LockedImage } from './locked-image';

/** What distinguishes one function of the verifier's image from the others. */
export interface FunctionFromImageProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The function. Required. */
  readonly name: FunctionName;
  /** What it does, in one sentence without its full stop. Required. */
  readonly description: string;
  /** The verifier's image. Required. */
  readonly image: Pick<LockedImage, 'reference'>;
  /** The ARN of its role. Required. */
  readonly roleArn: string;
  /** Required. */
  readonly memoryMegabytes: number;
  /** Required. */
  readonly timeoutSeconds: number;
  /** Its environment variables. Required. */
  readonly variables: Readonly<Record<string, string>>;
  /** Required. */
  readonly lifecycle: TerraformResourceLifecycle;
  /** What must exist before it runs, besides its log group. Required. */
  readonly after: readonly ITerraformDependable[];
}

/** Adds a Lambda function that runs from the verifier's image, and its log group, to the construct of the function. */
export const functionFromImage = (scope: Construct, props: FunctionFromImageProps): LambdaFunction => {
  const { deployment, name, description, image, lifecycle, after } = props;
  const names = functionNames(deployment, name);
  const logs = new CloudwatchLogGroup(scope, 'logs', {
    name: names.logGroup,
    retentionInDays: deployment.logRetentionDays,
    kmsKeyId: deployment.keys?.logs,
  });
  return new LambdaFunction(scope, MAIN, {
    functionName: names.function,
    description,
    role: props.roleArn,
    packageType: 'Image',
    imageUri: image.reference,
    imageConfig: { command: [IMAGE_LAYOUT.command(name)] },
    architectures: [deployment.architecture],
    memorySize: props.memoryMegabytes,
    timeout: props.timeoutSeconds,
    environment: { variables: { ...props.variables } },
    ...networkOf(deployment),
    lifecycle,
    dependsOn: [logs, ...after],
  });
};
