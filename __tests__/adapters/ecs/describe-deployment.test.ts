import {
  DescribeServiceDeploymentsCommand,
  ECSClient,
  type DeploymentLifecycleHookDetail,
  type ServiceDeployment,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deploymentDescriber } from '../../../adapters/ecs/describe-deployment';
import { awsFailure } from '../../support/aws/aws-failure';
import { ecsFailure } from '../../support/aws/ecs-failure';
import { CLUSTER, MINUTE, NOW } from '../../support/domain/domain';
import {
  aPauseHook,
  aServiceDeployment,
  DEPLOYMENT,
  HOOK,
  REVISION,
  SERVICE,
} from '../../support/gate/fake-deployment';

const ecs = mockClient(ECSClient);
const describeDeployment = deploymentDescriber(new ECSClient({ region: 'eu-west-1' }));

beforeEach(() => {
  ecs.reset();
});

const pause: DeploymentLifecycleHookDetail = {
  hookId: HOOK,
  targetType: 'PAUSE',
  status: 'AWAITING_ACTION',
  expiresAt: new Date(NOW + 60 * MINUTE),
  timeoutAction: 'ROLLBACK',
};
const deployment: ServiceDeployment = {
  serviceDeploymentArn: DEPLOYMENT,
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  status: 'IN_PROGRESS',
  lifecycleStage: 'PRE_SCALE_UP',
  targetServiceRevision: { arn: REVISION },
  lifecycleHookDetails: [pause, { hookId: 'lambda', targetType: 'AWS_LAMBDA', status: 'IN_PROGRESS' }],
};
const answering = (...serviceDeployments: ServiceDeployment[]) =>
  ecs.on(DescribeServiceDeploymentsCommand, { serviceDeploymentArns: [DEPLOYMENT] }).resolves({ serviceDeployments });

describe('deploymentDescriber', () => {
  it('describes a deployment as ECS answers, without hooks that call a function', async () => {
    answering({ ...deployment, serviceDeploymentArn: 'another' }, deployment);
    await expect(describeDeployment(DEPLOYMENT)).resolves.toEqual(aServiceDeployment());
  });

  it('describes what ECS leaves out as unknown', async () => {
    answering({
      serviceDeploymentArn: DEPLOYMENT,
      status: 'PENDING',
      lifecycleHookDetails: [{ targetType: 'PAUSE', hookId: HOOK }],
      sourceServiceRevisions: [{ arn: REVISION }, {}],
    });
    await expect(describeDeployment(DEPLOYMENT)).resolves.toMatchObject({
      progress: 'in-progress',
      stage: null,
      targetRevisionArn: null,
      sourceRevisionArns: [REVISION],
      hooks: [aPauseHook({ status: 'unknown', expiresAt: null })],
    });
  });

  it.each<[ServiceDeploymentStatus, string]>([
    ['PENDING', 'in-progress'],
    ['IN_PROGRESS', 'in-progress'],
    ['STOP_REQUESTED', 'rolling-back'],
    ['ROLLBACK_REQUESTED', 'rolling-back'],
    ['ROLLBACK_IN_PROGRESS', 'rolling-back'],
    ['STOPPED', 'ended'],
    ['SUCCESSFUL', 'ended'],
    ['ROLLBACK_SUCCESSFUL', 'ended'],
    ['ROLLBACK_FAILED', 'ended'],
  ])('knows how far a deployment is: %s', async (status, progress) => {
    answering({ ...deployment, status });
    await expect(describeDeployment(DEPLOYMENT)).resolves.toMatchObject({ progress });
  });

  it.each([undefined, 'toString', 'PAUSED'])(
    'rule 7: guesses nothing of a status that is not known: %s',
    async (odd) => {
      answering({ ...deployment, status: odd as ServiceDeploymentStatus });
      await expect(describeDeployment(DEPLOYMENT)).rejects.toThrow('expected a status of');
    },
  );

  it.each([
    ['AWAITING_ACTION', 'awaiting-action'],
    ['IN_PROGRESS', 'in-progress'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'timed-out'],
    ['toString', 'unknown'],
  ])('knows the state of a hook: %s', async (status, expected) => {
    const hook = { ...pause, status: status as typeof pause.status, timeoutAction: 'CONTINUE' as const };
    answering({ ...deployment, lifecycleHookDetails: [hook] });
    const hooks = [aPauseHook({ status: expected as never, timeoutAction: 'continue' })];
    await expect(describeDeployment(DEPLOYMENT)).resolves.toMatchObject({ hooks });
  });

  it('knows that ECS no longer knows a deployment', async () => {
    const failures = [{ arn: DEPLOYMENT, reason: 'MISSING' }];
    ecs.on(DescribeServiceDeploymentsCommand).resolves({ serviceDeployments: [], failures });
    await expect(describeDeployment(DEPLOYMENT)).resolves.toBeUndefined();
  });

  it.each(['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceDeploymentNotFoundException'])(
    'knows that ECS no longer knows its service or cluster: %s',
    async (name) => {
      ecs.on(DescribeServiceDeploymentsCommand).rejects(ecsFailure(name));
      await expect(describeDeployment(DEPLOYMENT)).resolves.toBeUndefined();
    },
  );

  it.each(['AccessDeniedException', 'ClientException', 'ServerException'])(
    'throws what the SDK throws: %s',
    async (name) => {
      ecs.on(DescribeServiceDeploymentsCommand).rejects(ecsFailure(name));
      await expect(describeDeployment(DEPLOYMENT)).rejects.toThrow(name);
    },
  );

  it('throws for an error that only looks like one of ECS, and for an answer without the deployment', async () => {
    ecs.on(DescribeServiceDeploymentsCommand).rejectsOnce(awsFailure('ServiceNotFoundException', 'no')).resolves({});
    await expect(describeDeployment(DEPLOYMENT)).rejects.toThrow('no');
    await expect(describeDeployment(DEPLOYMENT)).rejects.toThrow('expected');
  });
});
