import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { inventoryPorts } from '../../../adapters/ecs/inventory';
import type { ListOf, RunningTask } from '../../../verification';
import { CLUSTER } from '../../support/domain/domain';

const ecs = mockClient(ECSClient);
const { listClusters, ...lists } = inventoryPorts(new ECSClient({ region: 'eu-west-1' }), 'team');

/** Reads a list to its end. */
const all =
  <T>(list: ListOf<T>, found: T[] = []) =>
  async (clusterArn: string): Promise<readonly T[]> => {
    await list(clusterArn, (items) => found.push(...items));
    return found;
  };

const listServices = (clusterArn: string) => all(lists.listServices)(clusterArn);
const listTasks = (clusterArn: string) => all(lists.listTasks)(clusterArn);

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);

const tags = [
  { key: 'cost', value: '7' },
  { key: 'team', value: 'payments' },
];

beforeEach(() => {
  ecs.reset();
});

describe('listClusters', () => {
  it('reads every page', async () => {
    ecs
      .on(ListClustersCommand)
      .resolvesOnce({ clusterArns: ['a'], nextToken: 'two' })
      .resolvesOnce({ clusterArns: ['b'] });
    await expect(listClusters()).resolves.toEqual(['a', 'b']);
  });
});

describe('listServices', () => {
  it('reads every page, and describes at most ten services at once, with their tags', async () => {
    const arns = numbered('service', 23);
    ecs
      .on(ListServicesCommand)
      .resolvesOnce({ serviceArns: arns.slice(0, 15), nextToken: 'two' })
      .resolvesOnce({ serviceArns: arns.slice(15) });
    ecs.on(DescribeServicesCommand).callsFake(({ services = [] }: { services?: readonly string[] }) => ({
      services: services.map((serviceName) => ({ serviceName, clusterArn: CLUSTER, status: 'ACTIVE' })),
    }));
    expect((await listServices(CLUSTER)).map(({ name }) => name)).toEqual(arns);
    const inputs = ecs.commandCalls(DescribeServicesCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ services }) => services?.length)).toEqual([10, 10, 3]);
    expect(inputs[0]).toMatchObject({ cluster: CLUSTER, include: ['TAGS'] });
  });

  it('names the owner by the tag, and leaves out what is deleted or missing', async () => {
    ecs.on(ListServicesCommand).resolves({ serviceArns: ['a', 'b', 'c', 'd'] });
    ecs.on(DescribeServicesCommand).resolves({
      services: [
        { serviceName: 'a', status: 'ACTIVE', tags },
        { serviceName: 'b', status: 'DRAINING' },
        { serviceName: 'c', status: 'INACTIVE' },
      ],
      failures: [{ arn: 'd', reason: 'MISSING' }],
    });
    await expect(listServices(CLUSTER)).resolves.toEqual([
      { clusterArn: CLUSTER, name: 'a', owner: 'payments' },
      { clusterArn: CLUSTER, name: 'b', owner: null },
    ]);
  });

  it('throws when ECS cannot describe a service for another reason', async () => {
    ecs.on(ListServicesCommand).resolves({ serviceArns: ['a'] });
    ecs.on(DescribeServicesCommand).resolves({ failures: [{ arn: 'a', reason: 'ACCESS_DENIED' }] });
    await expect(listServices(CLUSTER)).rejects.toThrow('expected services or MISSING');
  });

  it('throws when ECS describes fewer services than it was asked about', async () => {
    ecs.on(ListServicesCommand).resolves({ serviceArns: ['a', 'b'] });
    ecs.on(DescribeServicesCommand).resolves({ services: [{ serviceName: 'a', status: 'INACTIVE' }] });
    await expect(listServices(CLUSTER)).rejects.toThrow('expected 2 services or failures, found 1');
  });
});

describe('listTasks', () => {
  it('describes at most 100 tasks at once, with their tags and when they started', async () => {
    const arns = numbered('task', 150);
    const startedAt = new Date('2026-03-01T11:00:00Z');
    ecs.on(ListTasksCommand).resolves({ taskArns: [...arns] });
    ecs.on(DescribeTasksCommand).callsFake(({ tasks = [] }: { tasks?: readonly string[] }) => ({
      tasks: tasks.map((taskArn) => ({ taskArn, lastStatus: 'RUNNING', startedAt, tags })),
    }));
    const found = await listTasks(CLUSTER);
    expect(found.map(({ taskArn }) => taskArn)).toEqual(arns);
    expect(found[0]).toMatchObject({ startedAt: startedAt.getTime(), owner: 'payments' });
    const inputs = ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ tasks }) => tasks?.length)).toEqual([100, 50]);
    expect(inputs[0]).toMatchObject({ cluster: CLUSTER, include: ['TAGS'] });
  });

  it('passes on the tasks that were described before ECS failed', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [...numbered('task', 150)] });
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ tasks: [{ taskArn: 'task-0', lastStatus: 'RUNNING' }] })
      .rejects(new Error('throttled'));
    const found: RunningTask[] = [];
    await expect(all(lists.listTasks, found)(CLUSTER)).rejects.toThrow('throttled');
    expect(found.map(({ taskArn }) => taskArn)).toEqual(['task-0']);
  });

  it('passes on every other task when ECS cannot describe one', async () => {
    const failures = [{ arn: 'task-1', reason: 'ODD' }];
    ecs.on(ListTasksCommand).resolves({ taskArns: [...numbered('task', 150)] });
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ tasks: [{ taskArn: 'task-0', lastStatus: 'RUNNING' }], failures })
      .resolvesOnce({ tasks: [{ taskArn: 'task-100', lastStatus: 'RUNNING' }] });
    const found: RunningTask[] = [];
    await expect(all(lists.listTasks, found)(CLUSTER)).rejects.toThrow('expected tasks or MISSING');
    expect(found.map(({ taskArn }) => taskArn)).toEqual(['task-0', 'task-100']);
  });

  it('throws when ECS describes fewer tasks than it was asked about, and says nothing about the others', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['a', 'b', 'c'] });
    ecs.on(DescribeTasksCommand).resolves({
      tasks: [{ taskArn: 'a', lastStatus: 'STOPPED' }],
      failures: [{ arn: 'b', reason: 'MISSING' }],
    });
    await expect(listTasks(CLUSTER)).rejects.toThrow('ecs:DescribeTasks: expected 3 tasks or failures, found 2');
  });

  it('describes a task once that two pages list', async () => {
    ecs
      .on(ListTasksCommand)
      .resolvesOnce({ taskArns: ['a'], nextToken: 'two' })
      .resolvesOnce({ taskArns: ['a'] });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ taskArn: 'a', lastStatus: 'RUNNING' }] });
    await expect(listTasks(CLUSTER)).resolves.toHaveLength(1);
  });

  it('knows a task that has neither tags nor started', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['a'] });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ taskArn: 'a', lastStatus: 'PENDING' }] });
    await expect(listTasks(CLUSTER)).resolves.toMatchObject([{ startedAt: null, owner: null }]);
  });
});
