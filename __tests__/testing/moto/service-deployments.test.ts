import {
  ContinueServiceDeploymentCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { type EmulatedAws, startAws } from '../../../testing/aws/emulated-aws';
import { toHookDetail } from '../../../testing/ecs/hook-event';
import { serviceDeployments } from '../../../testing/moto/gaps/service-deployments';
import { MotoProxy } from '../../../testing/moto/moto-proxy';
import { CLUSTER, digestOf } from '../../support/environment/emulated-services';

const IMAGE = `registry.example/web@${digestOf('a')}`;
const GATED = { lifecycleHooks: [{ targetType: 'PAUSE' as const, lifecycleStages: ['PRE_SCALE_UP' as const] }] };

describe('service deployments in front of moto', () => {
  // The in-memory emulation stands in for moto; its own deployments are never asked for.
  let moto: EmulatedAws;
  let proxy: MotoProxy;
  let ecs: ECSClient;
  let events: unknown[];

  beforeEach(async () => {
    moto = await startAws({ password: 'password', readManifest: () => undefined });
    moto.ecs.putCluster(CLUSTER);
    events = [];
    const settings = {
      account: '111122223333',
      now: Date.now,
      sendHookEvent: async (change: Parameters<typeof toHookDetail>[0]) => void events.push(toHookDetail(change)),
    };
    proxy = new MotoProxy(moto.endpoint, [serviceDeployments(settings)]);
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    ecs = new ECSClient({ endpoint: await proxy.start(), region: 'eu-west-1', credentials, maxAttempts: 1 });
    const containerDefinitions = [{ name: 'web', image: IMAGE }];
    await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  });

  afterEach(async () => {
    await proxy.stop();
    await moto.stop();
  });

  const create = async (input: Partial<CreateServiceCommandInput> = {}): Promise<string> => {
    const named = { cluster: 'shop', serviceName: 'web', taskDefinition: 'web', deploymentConfiguration: GATED };
    const { service } = await ecs.send(new CreateServiceCommand({ ...named, ...input }));
    return service?.currentServiceDeployment ?? '';
  };

  const describeDeployment = async (arn: string) =>
    (await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))).serviceDeployments?.[0];

  const continueDeployment = async (serviceDeploymentArn: string) => {
    const [hook] = (await describeDeployment(serviceDeploymentArn))?.lifecycleHookDetails ?? [];
    await ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId: hook?.hookId }));
  };

  it('pause at the hooks of a service that is created, and send events', async () => {
    const arn = await create();
    const deployment = await describeDeployment(arn);
    expect(deployment).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'PRE_SCALE_UP' });
    expect(events).toMatchObject([{ eventName: 'HOOK_AWAITING_ACTION', serviceDeploymentArn: arn }]);
    const serviceRevisionArns = [deployment?.targetServiceRevision?.arn ?? ''];
    const { serviceRevisions } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
    expect(serviceRevisions).toMatchObject([{ containerImages: [{ containerName: 'web', image: IMAGE }] }]);
    await continueDeployment(arn);
    await expect(describeDeployment(arn)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
    expect(events.slice(1)).toMatchObject([{ eventName: 'HOOK_SUCCEEDED' }]);
  });

  it('start when a service is updated, with the hooks that it has', async () => {
    const first = await create();
    await continueDeployment(first);
    const service = { cluster: 'shop', service: 'web' };
    const unchanged = await ecs.send(new UpdateServiceCommand({ ...service, desiredCount: 2 }));
    expect(unchanged.service?.currentServiceDeployment).toBe(first);
    const forced = await ecs.send(new UpdateServiceCommand({ ...service, forceNewDeployment: true }));
    const second = forced.service?.currentServiceDeployment ?? '';
    await expect(describeDeployment(second)).resolves.toMatchObject({ lifecycleStage: 'PRE_SCALE_UP' });
    const ungated = { ...service, taskDefinition: 'web:1', deploymentConfiguration: {}, forceNewDeployment: true };
    const third = (await ecs.send(new UpdateServiceCommand(ungated))).service?.currentServiceDeployment ?? '';
    await expect(describeDeployment(third)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
    const { serviceDeployments: listed } = await ecs.send(new ListServiceDeploymentsCommand(service));
    expect(listed?.map(({ serviceDeploymentArn }) => serviceDeploymentArn)).toEqual([third, second, first]);
  });

  it('complete what moto describes', async () => {
    const arn = await create();
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    expect(services).toMatchObject([{ currentServiceDeployment: arn, deploymentConfiguration: GATED }]);
  });

  it('are gone when their service is deleted', async () => {
    const arn = await create();
    await ecs.send(new DeleteServiceCommand({ cluster: 'shop', service: 'web' }));
    await expect(describeDeployment(arn)).resolves.toBeUndefined();
    const listed = ecs.send(new ListServiceDeploymentsCommand({ cluster: 'shop', service: 'web' }));
    await expect(listed).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
  });

  it('refuse an invalid hook before moto creates the service', async () => {
    const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT' as const] }];
    await expect(create({ deploymentConfiguration: { lifecycleHooks } })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    expect(moto.calls({ action: 'CreateService' })).toEqual([]);
  });

  it("pass on moto's errors, and the calls that moto knows", async () => {
    await expect(create({ cluster: 'unknown' })).rejects.toMatchObject({ name: 'ClusterNotFoundException' });
    await create();
    await expect(ecs.send(new ListServicesCommand({ cluster: 'shop' }))).resolves.toMatchObject({
      serviceArns: [`${CLUSTER.replace(':cluster', ':service')}/web`],
    });
  });
});
