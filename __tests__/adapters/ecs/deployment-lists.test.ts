import {
  ECSClient,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deploymentLists } from '../../../adapters/ecs/deployment-lists';

describe('deploymentLists', () => {
  const ecs = mockClient(ECSClient);
  const lists = deploymentLists(new ECSClient({}));

  beforeEach(() => ecs.reset());

  it('has the clusters of every page', async () => {
    ecs.on(ListClustersCommand).resolves({ clusterArns: ['c'] });
    ecs.on(ListClustersCommand, { nextToken: undefined }).resolves({ clusterArns: ['a', 'b'], nextToken: '2' });
    await expect(lists.clusters()).resolves.toEqual(['a', 'b', 'c']);
  });

  it('has the services of every page of a cluster', async () => {
    ecs.on(ListServicesCommand, { cluster: 'pay' }).resolves({ serviceArns: ['a'], nextToken: '2' });
    ecs.on(ListServicesCommand, { cluster: 'pay', nextToken: '2' }).resolves({ serviceArns: ['b'], nextToken: '3' });
    ecs.on(ListServicesCommand, { cluster: 'pay', nextToken: '3' }).resolves({});
    await expect(lists.services('pay')).resolves.toEqual(['a', 'b']);
  });

  it.each<['in-progress' | 'all', ServiceDeploymentStatus[] | undefined]>([
    ['in-progress', ['IN_PROGRESS']],
    ['all', undefined],
  ])('has the deployments of every page of a service: %s', async (which, status) => {
    const request = { cluster: 'pay', service: 'web', status };
    ecs.on(ListServiceDeploymentsCommand, request).resolves({
      serviceDeployments: [{ serviceDeploymentArn: 'a' }, {}],
      nextToken: '2',
    });
    ecs
      .on(ListServiceDeploymentsCommand, { ...request, nextToken: '2' })
      .resolves({ serviceDeployments: [{ serviceDeploymentArn: 'b' }] });
    await expect(lists.deployments('pay', 'web', which)).resolves.toEqual(['a', 'b']);
    expect(ecs.commandCalls(ListServiceDeploymentsCommand)[0]?.args[0].input).toMatchObject(request);
  });

  it('throws when a page names itself as the next one', async () => {
    ecs.on(ListClustersCommand).resolves({ clusterArns: ['a'], nextToken: '2' });
    await expect(lists.clusters()).rejects.toThrow('expected the token of a further page');
  });
});
