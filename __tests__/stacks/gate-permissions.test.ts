import type { AwsCall } from '../../testing/aws/aws-call';
import { aGatedDeployment } from '../support/deployment/deployment-gated';
import { refusedCalls } from '../support/iam/launch-role';

const ECS = 'arn:aws:ecs:eu-west-1:111122223333';
const GRANTS = 'dev-image-trust-grants';

const call = (service: string, action: string, input: AwsCall['input']): AwsCall => ({
  service,
  action,
  input,
  region: 'eu-west-1',
  authorized: true,
  at: 0,
});
const deploymentIn = (cluster: string): string => `${ECS}:service-deployment/${cluster}/web/0123456789abcdef`;
const answer = (cluster: string): AwsCall =>
  call('ecs', 'ContinueServiceDeployment', { serviceDeploymentArn: deploymentIn(cluster), hookId: 'h' });
const rollBack = (cluster: string): AwsCall =>
  call('ecs', 'StopServiceDeployment', { serviceDeploymentArn: deploymentIn(cluster), stopType: 'ROLLBACK' });
const put = (DetailType: string): AwsCall =>
  call('events', 'PutEvents', { Entries: [{ Source: 'ecs-image-trust', DetailType }] });
const refused = (deployment: ReturnType<typeof aGatedDeployment>, ...calls: readonly AwsCall[]) =>
  refusedCalls([deployment], calls);

/** In enforce with a gate: payments. In audit with a gate: lab. In enforce without one: open. */
const deployment = aGatedDeployment({
  gate: undefined,
  clusters: {
    payments: { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } },
    lab: { mode: 'audit', gate: { stages: ['PRE_SCALE_UP'] } },
    open: { mode: 'enforce' },
  },
});

describe("the launch function's role, by AWS's own rules for actions and resources", () => {
  it.each([
    [
      'describe a service deployment',
      call('ecs', 'DescribeServiceDeployments', { serviceDeploymentArns: [deploymentIn('any')] }),
    ],
    [
      'describe a revision',
      call('ecs', 'DescribeServiceRevisions', { serviceRevisionArns: [`${ECS}:service-revision/any/web/42`] }),
    ],
    ['list the deployments of a service', call('ecs', 'ListServiceDeployments', { service: `${ECS}:service/any/web` })],
    ['describe a task definition', call('ecs', 'DescribeTaskDefinition', { taskDefinition: 'web:1' })],
    ['answer a hook in a gated cluster', answer('payments')],
    ['answer a hook in a gated cluster in audit', answer('lab')],
    ['roll back a service in an enforce cluster', rollBack('payments')],
    ['roll back a service in an enforce cluster without a gate', rollBack('open')],
    ['query the grants', call('dynamodb', 'Query', { TableName: GRANTS })],
    ['read a grant', call('dynamodb', 'GetItem', { TableName: GRANTS })],
    ["put the gate's decisions", put('Gate Decision')],
    ['put what happens to grants', put('Break-Glass Grant')],
  ])('allows it to %s', async (_what, allowed) => {
    await expect(refused(deployment, allowed)).resolves.toEqual([]);
  });

  it.each([
    ['answer a hook in a cluster without a gate', answer('open')],
    ['answer a hook in a cluster that is not named', answer('any')],
    ['roll back a service in an audit cluster', rollBack('lab')],
    ['write a grant', call('dynamodb', 'PutItem', { TableName: GRANTS })],
    ['report a grant that it did not write', put('Break-Glass Grant Change')],
  ])('does not allow it to %s', async (_what, denied) => {
    expect((await refused(deployment, denied)).length).toBeGreaterThan(0);
  });

  it('does not allow it to answer in a cluster whose gate is off, or to roll back in audit, whatever the default', async () => {
    const byDefault = aGatedDeployment({
      mode: 'enforce',
      clusters: { off: { mode: 'enforce', gate: 'off' }, lab: { mode: 'audit' } },
    });
    await expect(refused(byDefault, answer('any'), rollBack('any'), answer('lab'), rollBack('off'))).resolves.toEqual(
      [],
    );
    const denied = await refused(byDefault, answer('off'), rollBack('lab'));
    expect(denied.map((line) => line.replace(/^.* on /, ''))).toEqual([
      `${deploymentIn('off')}: ExplicitlyDenied`,
      `${ECS}:service/off/web: ExplicitlyDenied`,
      `${deploymentIn('lab')}: ExplicitlyDenied`,
      `${ECS}:service/lab/web: ExplicitlyDenied`,
    ]);
  });
});
