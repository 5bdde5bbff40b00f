import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { sweepEnvironment } from '../../contracts/functions/sweep-environment';
import { SWEEP_MEMORY_MEGABYTES, SWEEP_TIMEOUT_SECONDS } from '../../contracts/functions/sweep-limits';
import { verifierNames } from '../../contracts/naming/resource-names';
import { readCoveredImages } from '../statements/role-statements';
import { sweepStatements } from '../statements/sweep-statements';
import { functionFromImage } from './function-from-image';
import { FunctionRole } from './function-role';
import { withCanaries, type LockedCanaries } from './locked-canaries';
import type { LockedImage } from './locked-image';

/** Props of SweepFunction. */
export interface SweepFunctionProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The verifier's image. Required. */
  readonly image: LockedImage;
  /** The object key of the trust document. Required. */
  readonly trustKey: string;
  /** The key of the tag that names an owner. Required. */
  readonly ownerTag: string;
  /** After how many minutes the next sweep begins. Required. */
  readonly everyMinutes: number;
  /** The canary images that it verifies. Default: none. */
  readonly canaries?: LockedCanaries | undefined;
  /** What must exist before the function runs. Required. */
  readonly after: readonly ITerraformDependable[];
}

const roleOf = (scope: Construct, deployment: Deployment): FunctionRole =>
  new FunctionRole(scope, 'role', {
    deployment,
    name: 'sweep',
    own: sweepStatements(deployment),
    attached: [
      {
        id: 'read-images',
        name: verifierNames(deployment).sweepImagesPolicy,
        statements: readCoveredImages(deployment),
      },
    ],
  });

/** The Lambda function that verifies everything that runs and writes a report, run from the image in the lock. */
export class SweepFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: SweepFunctionProps) {
    super(scope, id);
    const { deployment, image, trustKey, ownerTag, everyMinutes, canaries, after } = props;
    const role = roleOf(this, deployment);
    this.function = functionFromImage(this, {
      deployment,
      name: 'sweep',
      description: 'Verifies the images of everything that runs, and writes a report',
      image,
      roleArn: role.role.arn,
      memoryMegabytes: SWEEP_MEMORY_MEGABYTES,
      timeoutSeconds: SWEEP_TIMEOUT_SECONDS,
      variables: sweepEnvironment({
        deployment,
        trustKey,
        ownerTag,
        everyMinutes,
        canaries: canaries?.references,
      }),
      lifecycle: withCanaries(image, canaries),
      after: [...role.grants, ...after],
    });
    new LambdaFunctionEventInvokeConfig(this, 'retries', {
      functionName: this.function.functionName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
    });
  }
}
