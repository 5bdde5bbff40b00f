import {
  ClusterNotFoundException,
  ECSClient,
  ListServiceDeploymentsCommand,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deploymentLister } from '../../../adapters/ecs/list-deployments';
import { awsFailure } from '../../support/aws/aws-failure';
import { aTask, CLUSTER } from '../../support/domain/domain';
import { DEPLOYMENT } from '../../support/domain/fake-service';

const ecs = mockClient(ECSClient);
const listDeployments = deploymentLister(new ECSClient({ region: 'eu-west-1' }));
const task = aTask({ group: 'service:web' });
const inputs = () => ecs.commandCalls(ListServiceDeploymentsCommand).map(({ args }) => args[0].input);
const request = {
  cluster: CLUSTER,
  service: 'web',
  status: ['PENDING', 'IN_PROGRESS', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'],
};

beforeEach(() => {
  ecs.reset();
});

describe('deploymentLister', () => {
  it("lists the deployments of the task's service in its cluster that have not ended", async () => {
    ecs.on(ListServiceDeploymentsCommand).resolves({ serviceDeployments: [{ serviceDeploymentArn: DEPLOYMENT }] });
    expect(await listDeployments(task)).toEqual([DEPLOYMENT]);
    expect(inputs()).toEqual([request]);
  });

  it('reads every page', async () => {
    ecs
      .on(ListServiceDeploymentsCommand)
      .resolvesOnce({ serviceDeployments: [{ serviceDeploymentArn: 'a' }], nextToken: 'more' })
      .resolvesOnce({ nextToken: 'last' })
      .resolves({ serviceDeployments: [{ serviceDeploymentArn: 'b' }] });
    expect(await listDeployments(task)).toEqual(['a', 'b']);
    expect(inputs()).toEqual([request, { ...request, nextToken: 'more' }, { ...request, nextToken: 'last' }]);
  });

  it('lists nothing from an answer that is almost empty', async () => {
    ecs.on(ListServiceDeploymentsCommand).resolves({ serviceDeployments: [{}] });
    expect(await listDeployments(task)).toEqual([]);
  });

  it.each([
    ['the service', new ServiceNotFoundException({ message: 'no', $metadata: {} })],
    ['the cluster', new ClusterNotFoundException({ message: 'no', $metadata: {} })],
  ])('lists nothing when ECS no longer knows %s', async (_what, error) => {
    ecs.on(ListServiceDeploymentsCommand).rejects(error);
    expect(await listDeployments(task)).toEqual([]);
  });

  it('does not call ECS for a task of no service', async () => {
    expect(await listDeployments(aTask())).toEqual([]);
    expect(inputs()).toEqual([]);
  });

  it('throws what ECS throws', async () => {
    ecs.on(ListServiceDeploymentsCommand).rejects(awsFailure('ServerException'));
    await expect(listDeployments(task)).rejects.toThrow('the call failed');
  });
});
