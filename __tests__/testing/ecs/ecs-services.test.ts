import {
  ContinueServiceDeploymentCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  type DeploymentLifecycleHook,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CLUSTER,
  digestOf,
  START,
  type EmulatedServices,
  useServices,
} from '../../support/environment/emulated-services';

const PLACE = 'arn:aws:ecs:eu-west-1:111122223333';

const services = useServices();
type Send = EmulatedServices['ecs']['send'];
const send: Send = ((command: Parameters<Send>[0]) => services.ecs.send(command)) as Send;

describe('services that do not exist', () => {
  it('are described as missing, and cannot be changed', async () => {
    services.aws.ecs.putCluster(CLUSTER);
    const described = await send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    expect(described).toMatchObject({ services: [], failures: [{ arn: 'web', reason: 'MISSING' }] });
    const updated = send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 0 }));
    await expect(updated).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
  });
});
describe('a service that is created through the API', () => {
  const image = `registry.example/web@${digestOf('a')}`;
  const pause: DeploymentLifecycleHook = { targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] };

  const register = (family = 'web') =>
    send(new RegisterTaskDefinitionCommand({ family, containerDefinitions: [{ name: 'web', image }] }));

  const create = (input: Partial<CreateServiceCommandInput> = {}) =>
    send(
      new CreateServiceCommand({
        cluster: 'shop',
        serviceName: 'web',
        taskDefinition: 'web',
        desiredCount: 1,
        deploymentConfiguration: { lifecycleHooks: [pause] },
        ...input,
      }),
    );

  const describeService = async () =>
    (await send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }))).services?.[0];

  beforeEach(async () => {
    services.aws.ecs.putCluster(CLUSTER);
    await register();
  });

  it('waits at its pause hook for a day, with the containers of its task definition', async () => {
    const { service } = await create();
    const deployment = await services.describe(service?.currentServiceDeployment ?? '');
    expect(deployment).toMatchObject({
      lifecycleStage: 'PRE_SCALE_UP',
      lifecycleHookDetails: [{ expiresAt: new Date(START + 86_400_000), timeoutAction: 'ROLLBACK' }],
    });
    await expect(services.describeRevision(deployment?.targetServiceRevision?.arn ?? '')).resolves.toMatchObject({
      taskDefinition: `${PLACE}:task-definition/web:1`,
      containerImages: [{ containerName: 'web', image }],
    });
  });

  it('is described with its hooks, its deployment and the revision that runs', async () => {
    await create();
    const before = await describeService();
    expect(before).toMatchObject({
      serviceArn: `${PLACE}:service/shop/web`,
      status: 'ACTIVE',
      taskDefinition: `${PLACE}:task-definition/web:1`,
      deploymentConfiguration: { strategy: 'ROLLING', lifecycleHooks: [pause] },
      currentServiceRevisions: [],
    });
    const [hook] = (await services.describe(before?.currentServiceDeployment ?? ''))?.lifecycleHookDetails ?? [];
    const deployment = { serviceDeploymentArn: before?.currentServiceDeployment, hookId: hook?.hookId };
    await send(new ContinueServiceDeploymentCommand(deployment));
    expect((await describeService())?.currentServiceRevisions).toHaveLength(1);
  });

  it('is listed with its cluster', async () => {
    await create();
    await expect(send(new ListClustersCommand({}))).resolves.toMatchObject({ clusterArns: [CLUSTER] });
    const listed = await send(new ListServicesCommand({ cluster: CLUSTER }));
    expect(listed.serviceArns).toEqual([`${PLACE}:service/shop/web`]);
  });

  it('starts a deployment when it gets another task definition, or is forced to', async () => {
    const created = await create({ deploymentConfiguration: {} });
    const update = async (input: object) =>
      (await send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', ...input }))).service;
    const first = created.service?.currentServiceDeployment;
    expect((await update({ desiredCount: 2 }))?.currentServiceDeployment).toBe(first);
    const forced = (await update({ forceNewDeployment: true }))?.currentServiceDeployment;
    expect(forced).not.toBe(first);
    await register();
    const updated = await update({ taskDefinition: 'web:2', deploymentConfiguration: { lifecycleHooks: [pause] } });
    expect(updated).toMatchObject({ taskDefinition: `${PLACE}:task-definition/web:2`, desiredCount: 2 });
    await expect(services.describe(updated?.currentServiceDeployment ?? '')).resolves.toMatchObject({
      status: 'IN_PROGRESS',
      sourceServiceRevisions: [{}],
    });
  });

  it('is gone with its deployments after it was deleted', async () => {
    const { service } = await create();
    const remove = (force: boolean) => send(new DeleteServiceCommand({ cluster: 'shop', service: 'web', force }));
    await expect(remove(false)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await remove(true);
    await expect(describeService()).resolves.toMatchObject({ status: 'INACTIVE', desiredCount: 0 });
    await expect(services.describe(service?.currentServiceDeployment ?? '')).resolves.toBeUndefined();
    await expect(send(new ListServicesCommand({ cluster: 'shop' }))).resolves.toMatchObject({ serviceArns: [] });
    await expect(remove(true)).rejects.toMatchObject({ name: 'ServiceNotActiveException' });
    await expect(create()).resolves.toMatchObject({ service: { status: 'ACTIVE' } });
  });

  it.each<[string, Partial<CreateServiceCommandInput>, string]>([
    ['in an unknown cluster', { cluster: 'unknown' }, 'ClusterNotFoundException'],
    ['with an unknown task definition', { taskDefinition: 'unknown' }, 'ClientException'],
    ['twice', { serviceName: 'twice' }, 'InvalidParameterException'],
    [
      'with a pause hook at a stage of Lambda hooks',
      {
        deploymentConfiguration: {
          lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }],
        },
      },
      'InvalidParameterException',
    ],
    [
      'with eleven pause hooks',
      { deploymentConfiguration: { lifecycleHooks: Array.from({ length: 11 }, () => pause) } },
      'InvalidParameterException',
    ],
    [
      'with a time-out of more than 14 days',
      {
        deploymentConfiguration: {
          lifecycleHooks: [{ ...pause, timeoutConfiguration: { timeoutInMinutes: 20_161, action: 'CONTINUE' } }],
        },
      },
      'InvalidParameterException',
    ],
  ])('is not created %s', async (_, input, name) => {
    await create({ serviceName: 'twice' });
    await expect(create(input)).rejects.toMatchObject({ name });
  });

  it('may have hooks that call a Lambda function, which are not called', async () => {
    const lambda = {
      hookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hook',
      roleArn: 'arn:aws:iam::111122223333:role/hook',
      lifecycleStages: ['PRE_SCALE_UP' as const],
    };
    const { service } = await create({ deploymentConfiguration: { lifecycleHooks: [lambda] } });
    await expect(services.describe(service?.currentServiceDeployment ?? '')).resolves.toMatchObject({
      status: 'SUCCESSFUL',
    });
  });

  it.each(['web', 'web:1', `${PLACE}:task-definition/web:1`])('uses the task definition %s', async (taskDefinition) => {
    await expect(send(new DescribeTaskDefinitionCommand({ taskDefinition }))).resolves.toMatchObject({
      taskDefinition: { family: 'web', revision: 1, containerDefinitions: [{ name: 'web', image }] },
    });
    await expect(send(new DeregisterTaskDefinitionCommand({ taskDefinition }))).resolves.toMatchObject({
      taskDefinition: { status: 'INACTIVE' },
    });
  });
});
