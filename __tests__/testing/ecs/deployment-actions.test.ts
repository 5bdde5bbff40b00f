import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs';
import {
  CLUSTER,
  deploymentInput,
  pauseHook,
  START,
  type EmulatedServices,
  useServices,
} from '../../support/environment/emulated-services';

const PLACE = 'arn:aws:ecs:eu-west-1:111122223333';
const UNKNOWN_DEPLOYMENT = `${PLACE}:service-deployment/shop/web/unknown`;
const UNKNOWN_REVISION = `${PLACE}:service-revision/shop/web/1`;

const services = useServices();
type Send = EmulatedServices['ecs']['send'];
const send: Send = ((command: Parameters<Send>[0]) => services.ecs.send(command)) as Send;

describe('service deployments and revisions that do not exist', () => {
  it('are described as missing, beside those that exist', async () => {
    const { arn, targetRevisionArn } = services.aws.ecs.startDeployment(deploymentInput());
    const deployments = await send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [UNKNOWN_DEPLOYMENT, arn] }),
    );
    expect(deployments).toMatchObject({
      serviceDeployments: [{ serviceDeploymentArn: arn }],
      failures: [{ arn: UNKNOWN_DEPLOYMENT, reason: 'MISSING' }],
    });
    const revisions = await send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [targetRevisionArn, UNKNOWN_REVISION] }),
    );
    expect(revisions).toMatchObject({
      serviceRevisions: [{ serviceRevisionArn: targetRevisionArn }],
      failures: [{ arn: UNKNOWN_REVISION, reason: 'MISSING' }],
    });
  });

  it('can be neither continued nor stopped', async () => {
    const name = 'ServiceDeploymentNotFoundException';
    const deployment = { serviceDeploymentArn: UNKNOWN_DEPLOYMENT };
    const continued = send(new ContinueServiceDeploymentCommand({ ...deployment, hookId: 'hook' }));
    await expect(continued).rejects.toMatchObject({ name });
    await expect(send(new StopServiceDeploymentCommand(deployment))).rejects.toMatchObject({ name });
  });

  it('include a revision that was forgotten', async () => {
    const { arn, targetRevisionArn } = services.aws.ecs.startDeployment(deploymentInput());
    services.aws.ecs.deployments.forgetRevision(targetRevisionArn);
    await expect(services.describeRevision(targetRevisionArn)).resolves.toBeUndefined();
    await expect(services.describe(arn)).resolves.toMatchObject({ serviceDeploymentArn: arn });
  });
});

describe('invalid input', () => {
  const many = Array.from({ length: 21 }, () => UNKNOWN_DEPLOYMENT);

  it.each([
    ['no ARN', new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [] })],
    ['more than 20 ARNs', new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: many })],
    [
      'the ARN of a service',
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [`${PLACE}:service/shop/web`] }),
    ],
    ['no ARN of a revision', new DescribeServiceRevisionsCommand({ serviceRevisionArns: [UNKNOWN_DEPLOYMENT] })],
    ['a name in place of an ARN', new StopServiceDeploymentCommand({ serviceDeploymentArn: 'unknown' })],
    ['no hook', new ContinueServiceDeploymentCommand({ serviceDeploymentArn: UNKNOWN_DEPLOYMENT, hookId: '' })],
    ['a page of 101 items', new ListServicesCommand({ maxResults: 101 })],
  ])('is refused: %s', async (_, command) => {
    await expect(send(command as ListServicesCommand)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it.each(['ecs-pause-unknown', 'answered'])('is refused: the hook %s', async (hookId) => {
    const { arn, state } = services.aws.ecs.startDeployment(
      deploymentInput({ hooks: [pauseHook({ stages: ['PRE_SCALE_UP', 'POST_SCALE_UP'] })] }),
    );
    const answered = state.hooks[0]?.hookId;
    await send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn: arn, hookId: answered }));
    const again = { serviceDeploymentArn: arn, hookId: hookId === 'answered' ? answered : hookId };
    await expect(send(new ContinueServiceDeploymentCommand(again))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('ListServiceDeployments', () => {
  const list = (input: Partial<ConstructorParameters<typeof ListServiceDeploymentsCommand>[0]> = {}) =>
    send(new ListServiceDeploymentsCommand({ cluster: 'shop', service: 'web', ...input }));

  it('lists the deployments of a service, the newest first, in pages', async () => {
    const older = services.aws.ecs.startDeployment(deploymentInput());
    services.aws.ecs.startDeployment(deploymentInput({ service: 'other' }));
    const newer = services.aws.ecs.startDeployment(deploymentInput());
    const { serviceDeployments: first, nextToken } = await list({ maxResults: 1 });
    const { serviceDeployments: second, ...end } = await list({ maxResults: 1, nextToken });
    expect(first).toMatchObject([
      { serviceDeploymentArn: newer.arn, targetServiceRevisionArn: newer.targetRevisionArn, status: 'SUCCESSFUL' },
    ]);
    expect(second).toMatchObject([{ serviceDeploymentArn: older.arn }]);
    expect(end.nextToken).toBeUndefined();
    await expect(list({ nextToken: 'odd' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it.each([
    ['a status', { status: ['PENDING' as const] }],
    ['a later time', { createdAt: { after: new Date(START + 1000) } }],
    ['an earlier time', { createdAt: { before: new Date(START - 1000) } }],
  ])('leaves out deployments of %s', async (_, filter) => {
    services.aws.ecs.startDeployment(deploymentInput());
    await expect(list(filter)).resolves.toMatchObject({ serviceDeployments: [] });
  });

  it.each([
    ['ClusterNotFoundException', { cluster: 'unknown' }],
    ['ServiceNotFoundException', { service: 'unknown' }],
  ])('is refused with %s', async (name, input) => {
    services.aws.ecs.putCluster(CLUSTER);
    await expect(list(input)).rejects.toMatchObject({ name });
  });
});

describe('the emulation', () => {
  it('forgets services, clusters, task definitions and deployments', async () => {
    const { arn } = services.aws.ecs.startDeployment(deploymentInput());
    services.aws.clear();
    await expect(services.describe(arn)).resolves.toBeUndefined();
    await expect(send(new ListClustersCommand({}))).resolves.toMatchObject({ clusterArns: [] });
    const definition = send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    await expect(definition).rejects.toMatchObject({ name: 'ClientException' });
    expect(services.aws.hookChanges).toEqual([]);
  });

  it('refuses calls on demand', async () => {
    const action = 'ContinueServiceDeployment';
    services.aws.fail({ service: 'ecs', action, code: 'AccessDeniedException', status: 400 });
    const answer = { serviceDeploymentArn: UNKNOWN_DEPLOYMENT, hookId: 'hook' };
    const refused = send(new ContinueServiceDeploymentCommand(answer));
    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('describes the task definition of a deployment that a test starts', async () => {
    services.aws.ecs.startDeployment(deploymentInput());
    const { taskDefinition } = await send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web:1' }));
    expect(taskDefinition?.containerDefinitions).toEqual([{ name: 'web', image: 'registry.example/web:v1' }]);
  });
});
