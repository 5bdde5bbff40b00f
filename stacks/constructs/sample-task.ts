import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { MAIN } from '../deployment-stack';
import type { LockedImage } from './locked-image';
import type { SampleExecution } from './sample-execution';

/** Props of SampleTask. */
export interface SampleTaskProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** The family of its task definition. Required. */
  readonly family: string;
  /** The image that the task runs. Required. */
  readonly image: LockedImage;
  /** The execution role and the log group. Required. */
  readonly execution: SampleExecution;
}

const ARCHITECTURES = { arm64: 'ARM64', x86_64: 'X86_64' } as const;

const containersOf = ({ deployment, image, execution }: SampleTaskProps): string =>
  JSON.stringify([
    {
      name: 'sample',
      image: image.reference,
      essential: true,
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': execution.logs.name,
          'awslogs-region': deployment.region,
          'awslogs-stream-prefix': 'sample',
        },
      },
    },
  ]);

/** The definition of a small task that runs an image by digest, on Fargate or EC2. */
export class SampleTask extends Construct {
  readonly definition: EcsTaskDefinition;

  constructor(scope: Construct, id: string, props: SampleTaskProps) {
    super(scope, id);
    this.definition = new EcsTaskDefinition(this, MAIN, {
      family: props.family,
      requiresCompatibilities: ['FARGATE', 'EC2'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: ARCHITECTURES[props.deployment.architecture],
      },
      executionRoleArn: props.execution.role.arn,
      containerDefinitions: containersOf(props),
      lifecycle: props.image.lifecycle,
      dependsOn: [props.execution.grant],
    });
  }
}
