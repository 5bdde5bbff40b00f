import { ContinueServiceDeploymentCommand, StopServiceDeploymentCommand } from '@aws-sdk/client-ecs';
import type { Deployment, DeploymentInput } from '../../../testing/ecs/service-deployment';
import {
  CLUSTER,
  deploymentInput,
  digestOf,
  pauseHook,
  START,
  useServices,
} from '../../support/environment/emulated-services';

const services = useServices();

const start = (overrides: Partial<DeploymentInput> = {}): Deployment =>
  services.aws.ecs.startDeployment(deploymentInput(overrides));

describe('a deployment without pause hooks', () => {
  it('succeeds at once', async () => {
    const { arn, targetRevisionArn } = start();
    await expect(services.describe(arn)).resolves.toMatchObject({
      serviceDeploymentArn: arn,
      serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web',
      clusterArn: CLUSTER,
      status: 'SUCCESSFUL',
      createdAt: new Date(START),
      startedAt: new Date(START),
      finishedAt: new Date(START),
      sourceServiceRevisions: [],
      targetServiceRevision: { arn: targetRevisionArn, requestedTaskCount: 1 },
      lifecycleHookDetails: [],
    });
  });

  it.each(['PENDING', 'SCALE_UP', 'BAKE_TIME'] as const)('stays at %s until it is released', async (hold) => {
    const { arn } = start({ holds: [hold], strategy: 'BLUE_GREEN' });
    const held = await services.describe(arn);
    expect(hold === 'PENDING' ? held?.status : held?.lifecycleStage).toBe(hold);
    expect(held?.startedAt === undefined).toBe(hold === 'PENDING');
    services.aws.ecs.deployments.release(arn);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('has the revisions that ran before as its sources', async () => {
    const first = start();
    const second = start({ holds: ['SCALE_UP'] });
    const third = start({ holds: ['RECONCILE_SERVICE'] });
    const { sourceServiceRevisions, lifecycleStage } = (await services.describe(third.arn)) ?? {};
    const sources = sourceServiceRevisions?.map(({ arn }) => arn);
    expect(sources).toEqual([second.targetRevisionArn, first.targetRevisionArn]);
    expect(lifecycleStage).toBe('RECONCILE_SERVICE');
  });

  it('replaces a deployment that is still under way', async () => {
    const replaced = start({ hooks: [pauseHook()] });
    start();
    await expect(services.describe(replaced.arn)).resolves.toMatchObject({
      status: 'STOPPED',
      lifecycleHookDetails: [{ status: 'FAILED' }],
    });
  });
});

describe('StopServiceDeployment', () => {
  const stop = (serviceDeploymentArn: string) =>
    services.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));

  it.each(['PENDING', 'SCALE_UP'] as const)('rolls back a deployment at %s', async (hold) => {
    start();
    const { arn } = start({ holds: [hold] });
    await expect(stop(arn)).resolves.toMatchObject({ serviceDeploymentArn: arn });
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
  });

  it('leaves a deployment unchanged that is already being rolled back', async () => {
    start();
    const { arn } = start({ holds: ['SCALE_UP', 'ROLLBACK_IN_PROGRESS'] });
    await stop(arn);
    await stop(arn);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' });
  });

  it('refuses a deployment that has ended', async () => {
    await expect(stop(start().arn)).rejects.toMatchObject({ name: 'ConflictException' });
  });
});

describe('the digests of a revision', () => {
  const digestsOf = async (arn: string) =>
    (await services.describeRevision(arn))?.containerImages?.map(({ imageDigest }) => imageDigest);

  it('are resolved when its first task starts', async () => {
    const { arn, targetRevisionArn } = start({ hooks: [pauseHook()] });
    await expect(digestsOf(targetRevisionArn)).resolves.toEqual([undefined]);
    const [hook] = (await services.describe(arn))?.lifecycleHookDetails ?? [];
    await services.ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn: arn, hookId: hook?.hookId }));
    await expect(digestsOf(targetRevisionArn)).resolves.toEqual([digestOf('a')]);
  });

  it('are there from the beginning if ECS knows them', async () => {
    const container = { name: 'web', image: 'registry.example/web:v1', imageDigest: digestOf('b') };
    const revision = { ...deploymentInput().revision, containers: [container, { name: 'sidecar' }] };
    const { targetRevisionArn } = start({ hooks: [pauseHook()], revision });
    await expect(services.describeRevision(targetRevisionArn)).resolves.toMatchObject({
      taskDefinition: revision.taskDefinition,
      containerImages: [
        { containerName: 'web', image: container.image, imageDigest: digestOf('b') },
        { containerName: 'sidecar' },
      ],
    });
  });
});
