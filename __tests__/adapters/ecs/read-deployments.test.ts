import { DescribeServiceDeploymentsCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deploymentsReader } from '../../../adapters/ecs/read-deployments';

const EXPIRES = new Date('2026-03-02T11:00:00Z');

describe('deploymentsReader', () => {
  const ecs = mockClient(ECSClient);
  const read = deploymentsReader(new ECSClient({}));

  beforeEach(() => ecs.reset());

  it('reads deployments with their pause hooks', async () => {
    ecs.on(DescribeServiceDeploymentsCommand, { serviceDeploymentArns: ['d'] }).resolves({
      serviceDeployments: [
        {
          serviceDeploymentArn: 'd',
          serviceArn: 's',
          clusterArn: 'c',
          status: 'ROLLBACK_SUCCESSFUL',
          statusReason: 'a hook failed',
          lifecycleStage: 'PRE_SCALE_UP',
          targetServiceRevision: { arn: 'r' },
          lifecycleHookDetails: [
            {
              hookId: 'h',
              targetType: 'PAUSE',
              status: 'AWAITING_ACTION',
              expiresAt: EXPIRES,
              timeoutAction: 'CONTINUE',
            },
            { hookId: 'l', targetType: 'AWS_LAMBDA', status: 'IN_PROGRESS' },
          ],
          deploymentConfiguration: { lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }] },
        },
      ],
    });
    await expect(read(['d'])).resolves.toEqual([
      {
        arn: 'd',
        serviceArn: 's',
        clusterArn: 'c',
        status: 'ROLLBACK_SUCCESSFUL',
        statusReason: 'a hook failed',
        stage: 'PRE_SCALE_UP',
        targetRevisionArn: 'r',
        hooks: [{ hookId: 'h', status: 'awaiting-action', expiresAt: EXPIRES.getTime(), timeoutAction: 'continue' }],
        configuredHooks: [
          { kind: 'pause', stages: ['PRE_SCALE_UP'], timeoutMinutes: 1_440, timeoutAction: 'roll-back' },
        ],
      },
    ]);
  });

  it.each([
    ['AWAITING_ACTION', 'awaiting-action'],
    ['IN_PROGRESS', 'in-progress'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'timed-out'],
    ['toString', 'unknown'],
    [undefined, 'unknown'],
  ])('reads the state %s of a hook', async (status, expected) => {
    const lifecycleHookDetails = [{ targetType: 'PAUSE' as const, status: status as 'FAILED' | undefined }];
    ecs.on(DescribeServiceDeploymentsCommand).resolves({ serviceDeployments: [{ lifecycleHookDetails }] });
    const [found] = await read(['d']);
    expect(found?.hooks).toEqual([{ hookId: '', status: expected, expiresAt: null, timeoutAction: 'roll-back' }]);
  });

  it('asks ECS about 20 deployments at a time, and not about none', async () => {
    ecs
      .on(DescribeServiceDeploymentsCommand)
      .callsFake(({ serviceDeploymentArns = [] }: { serviceDeploymentArns?: readonly string[] }) => ({
        serviceDeployments: serviceDeploymentArns.map((serviceDeploymentArn) => ({ serviceDeploymentArn })),
      }));
    expect(await read(Array.from({ length: 41 }, (_, index) => String(index)))).toHaveLength(41);
    await expect(read([])).resolves.toEqual([]);
    const sizes = ecs
      .commandCalls(DescribeServiceDeploymentsCommand)
      .map(({ args }) => args[0].input.serviceDeploymentArns?.length);
    expect(sizes).toEqual([20, 20, 1]);
  });

  it('leaves out what ECS no longer knows, and takes no other failure for that', async () => {
    ecs.on(DescribeServiceDeploymentsCommand).resolves({ failures: [{ arn: 'd', reason: 'MISSING' }] });
    await expect(read(['d'])).resolves.toEqual([]);
    ecs.on(DescribeServiceDeploymentsCommand).resolves({ failures: [{ arn: 'd', reason: 'OTHER' }] });
    await expect(read(['d'])).rejects.toThrow(
      'ecs:DescribeServiceDeployments: expected service deployments or MISSING',
    );
  });
});
