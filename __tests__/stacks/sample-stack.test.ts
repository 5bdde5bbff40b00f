import { SampleStack } from '../../stacks/sample-stack';
import { aDeployment } from '../support/deployment/deployment';
import { aFullLock, aSampleDeployment } from '../support/deployment/deployment-sample';
import { synthFor } from '../support/terraform/synth';

const deployment = aSampleDeployment();
const stack = synthFor(SampleStack, deployment, aFullLock(deployment));
const ROLE = 'aws_iam_role.execution_role';

describe('SampleStack', () => {
  it('has exactly these resource addresses', () => {
    expect([...stack.addresses].sort()).toEqual([
      'aws_cloudwatch_log_group.execution_logs',
      'aws_ecs_cluster.cluster',
      'aws_ecs_task_definition.signed',
      'aws_ecs_task_definition.unsigned',
      ROLE,
      'aws_iam_role_policy.execution_own',
    ]);
  });

  it('is empty for a deployment without a sample', () => {
    const { addresses, outputs } = synthFor(SampleStack, aDeployment());
    expect([addresses, outputs]).toEqual([[], {}]);
  });

  it('outputs the commands that run its tasks', () => {
    const sample = {
      subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
      securityGroups: ['sg-0a1b2c3d'],
      assignPublicIp: true,
    };
    const { outputs } = synthFor(SampleStack, aSampleDeployment({ sample }));
    expect(outputs['unsignedCommand']).toBe(
      "aws ecs run-task --region eu-west-1 --cluster dev-sample --task-definition dev-unsigned-task-def --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-0a1b2c3d,subnet-1a1b2c3d],securityGroups=[sg-0a1b2c3d],assignPublicIp=ENABLED}'",
    );
    expect(stack.outputs['signedCommand']).toContain(
      "--task-definition dev-signed-task-def --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-0a1b2c3d4e5f60718],assignPublicIp=DISABLED}'",
    );
    expect(stack.outputs).toMatchObject({ clusterName: '${aws_ecs_cluster.cluster.name}' });
  });

  it('matches the reviewed snapshot', () => {
    expect(stack.json).toMatchSnapshot();
  });
});

describe('a sample task', () => {
  it.each(['signed', 'unsigned'])('is small and can run on Fargate and on EC2: %s', (variant) => {
    expect(stack.at(`aws_ecs_task_definition.${variant}`)).toMatchObject({
      family: `dev-${variant}-task-def`,
      requires_compatibilities: ['FARGATE', 'EC2'],
      network_mode: 'awsvpc',
      cpu: '256',
      memory: '512',
      runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: 'X86_64' },
      execution_role_arn: '${aws_iam_role.execution_role.arn}',
      depends_on: ['aws_iam_role_policy.execution_own'],
    });
  });

  it.each(['signed', 'unsigned'])('runs its image by digest and logs to the log group of the sample: %s', (variant) => {
    const containers = JSON.parse(
      String(stack.at(`aws_ecs_task_definition.${variant}`)['container_definitions']),
    ) as unknown;
    expect(containers).toEqual([
      {
        name: 'sample',
        image: `\${local.${variant}-image}`,
        essential: true,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '${aws_cloudwatch_log_group.execution_logs.name}',
            'awslogs-region': 'eu-west-1',
            'awslogs-stream-prefix': 'sample',
          },
        },
      },
    ]);
    const uri = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/${variant}`;
    expect(stack.json['locals']).toMatchObject({ [`${variant}-image`]: `${uri}@sha256:${'ab'.repeat(32)}` });
  });

  it('fails the plan while its image is not in the lock', () => {
    const { at } = synthFor(SampleStack, deployment);
    expect(at('aws_ecs_task_definition.unsigned')['lifecycle']).toEqual({
      precondition: [
        {
          condition: '${local.unsigned-image != ""}',
          error_message:
            'deployments/dev.lock.json names no image "sample-unsigned" of 111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/unsigned: run npx image-trust sign-and-push --deployment dev, then plan again.',
        },
      ],
    });
  });

  it("runs on the deployment's architecture", () => {
    const { at } = synthFor(SampleStack, aSampleDeployment({ architecture: 'arm64' }));
    expect(at('aws_ecs_task_definition.signed')['runtime_platform']).toMatchObject({ cpu_architecture: 'ARM64' });
  });
});

describe("the sample's execution role", () => {
  it('can be assumed only for ECS tasks of this account', () => {
    expect(stack.statements(ROLE, 'assume_role_policy')).toEqual([
      {
        Sid: 'AllowEcsTasksOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: ['sts:AssumeRole'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:111122223333:*' },
        },
      },
    ]);
  });

  it("may pull the sample's two images and write its logs", () => {
    expect(
      stack.statements('aws_iam_role_policy.execution_own').map(({ Action, Resource }) => [Action, Resource]),
    ).toEqual([
      [['ecr:GetAuthorizationToken'], ['*']],
      [
        ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        ['signed', 'unsigned'].map((variant) => `arn:aws:ecr:eu-west-1:111122223333:repository/dev-sample/${variant}`),
      ],
      [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        ['arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/dev-sample:*'],
      ],
    ]);
  });
});
