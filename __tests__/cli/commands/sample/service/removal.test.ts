import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import { anAwsError, NAME, REMOVAL, serviceSample } from './service-under-test';

const META = { $metadata: {}, message: 'as AWS says it' };

describe('image-trust sample service, however it ends,', () => {
  const { stderr, ecs, hookIs, sample, removed } = serviceSample();

  it('removes the service when following it fails', async () => {
    ecs.on(DescribeServiceDeploymentsCommand).rejects(anAwsError('AccessDeniedException'));
    expect(await sample('unsigned')).toBe(4);
    expect(removed()).toEqual([REMOVAL]);
  });

  it('removes a service that ECS may have created although it did not say so', async () => {
    ecs.on(CreateServiceCommand).rejects(anAwsError('TimeoutError'));
    expect(await sample('unsigned')).toBe(4);
    expect(removed()).toEqual([REMOVAL]);
  });

  it('says nothing of removing a service that ECS refused to create', async () => {
    ecs.on(CreateServiceCommand).rejects(anAwsError('InvalidParameterException'));
    ecs.on(DeleteServiceCommand).rejects(new ServiceNotFoundException(META));
    expect(await sample('unsigned')).toBe(4);
    expect(stderr()).toBe(
      'image-trust sample: ecs:CreateService: InvalidParameterException: as AWS says it: fix the sample in the deployment file, then run this again\n',
    );
  });

  it('says how to remove a service that could not be removed', async () => {
    ecs.on(DeleteServiceCommand).rejects(anAwsError('AccessDeniedException'));
    expect(await sample('unsigned')).toBe(1);
    expect(stderr()).toContain(`the service ${NAME} could not be removed, and costs money while its task runs: `);
    expect(stderr()).toContain(
      `aws ecs delete-service --force --region eu-west-1 --cluster dev-sample --service ${NAME}\n`,
    );
  });

  it('removes the service when it is interrupted', async () => {
    hookIs('AWAITING_ACTION');
    ecs.on(ListServiceDeploymentsCommand).callsFake(() => {
      process.emit('SIGINT', 'SIGINT');
      return { serviceDeployments: [] };
    });
    expect(await sample('unsigned')).toBe(130);
    expect(removed()).toEqual([REMOVAL]);
    expect(stderr()).toContain('image-trust sample: interrupted by SIGINT: the service was not followed to its end\n');
  });
});
