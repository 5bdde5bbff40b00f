import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { serviceDescriber } from '../../../adapters/ecs/describe-service';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:service/pay/web';
const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/pay';

describe('serviceDescriber', () => {
  const ecs = mockClient(ECSClient);
  const describeService = serviceDescriber(new ECSClient({}));

  beforeEach(() => ecs.reset());

  it('describes a service with its hooks', async () => {
    ecs.on(DescribeServicesCommand, { cluster: 'pay', services: ['web'] }).resolves({
      services: [
        {
          serviceArn: ARN,
          clusterArn: CLUSTER,
          status: 'ACTIVE',
          taskDefinition: 'web:7',
          deploymentController: { type: 'CODE_DEPLOY' },
          deploymentConfiguration: {
            strategy: 'CANARY',
            lifecycleHooks: [
              {
                targetType: 'PAUSE',
                lifecycleStages: ['PRE_SCALE_UP'],
                timeoutConfiguration: { timeoutInMinutes: 30, action: 'CONTINUE' },
              },
              { hookTargetArn: 'arn:aws:lambda:…', lifecycleStages: ['POST_SCALE_UP'] },
              { targetType: 'PAUSE' },
            ],
          },
        },
      ],
    });
    await expect(describeService('pay', 'web')).resolves.toEqual({
      serviceArn: ARN,
      clusterArn: CLUSTER,
      taskDefinitionArn: 'web:7',
      strategy: 'CANARY',
      controller: 'CODE_DEPLOY',
      hooks: [
        { kind: 'pause', stages: ['PRE_SCALE_UP'], timeoutMinutes: 30, timeoutAction: 'continue' },
        { kind: 'lambda', stages: ['POST_SCALE_UP'], timeoutMinutes: 1_440, timeoutAction: 'roll-back' },
        { kind: 'pause', stages: [], timeoutMinutes: 1_440, timeoutAction: 'roll-back' },
      ],
    });
  });

  it("fills in ECS's defaults", async () => {
    ecs.on(DescribeServicesCommand).resolves({ services: [{}] });
    await expect(describeService('pay', 'web')).resolves.toEqual({
      serviceArn: '',
      clusterArn: '',
      taskDefinitionArn: null,
      strategy: 'ROLLING',
      controller: 'ECS',
      hooks: [],
    });
  });

  it.each([
    ['is missing', { failures: [{ arn: ARN, reason: 'MISSING' }] }],
    ['was deleted', { services: [{ serviceArn: ARN, status: 'INACTIVE' }] }],
  ])('knows no service that %s', async (_what, answer) => {
    ecs.on(DescribeServicesCommand).resolves(answer);
    await expect(describeService('pay', 'web')).resolves.toBeUndefined();
  });

  it.each([[{ failures: [{ reason: 'ACCESS' }] }], [{}]])(
    'takes no other failure for a missing service: %j',
    async (answer) => {
      ecs.on(DescribeServicesCommand).resolves(answer);
      await expect(describeService('pay', 'web')).rejects.toThrow(
        'ecs:DescribeServices: expected web or MISSING, found',
      );
    },
  );
});
