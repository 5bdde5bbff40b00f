import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import type { EmulatedAws } from '../../../testing/aws/emulated-aws';
import { startAwsAlone, wireSettings } from './wire-settings';

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
const TAGS = [{ key: 'owner', value: 'shop' }];
const REVISION = { taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1', containers: [] };

let aws: EmulatedAws;
let ecs: ECSClient;

const arnOf = (id: number): string => `arn:aws:ecs:eu-west-1:111122223333:task/main/${id}`;

const putTasks = (count: number, group = 'family:job'): void => {
  for (let id = 0; id < count; id += 1)
    aws.putTask({ taskArn: arnOf(id), clusterArn: CLUSTER, lastStatus: 'RUNNING', group, containers: [] });
};

beforeAll(async () => {
  aws = await startAwsAlone();
  ecs = new ECSClient(wireSettings(aws));
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

describe('tasks that run', () => {
  it('make their cluster known', async () => {
    putTasks(1);
    await expect(ecs.send(new ListClustersCommand())).resolves.toMatchObject({ clusterArns: [CLUSTER] });
  });

  it('are listed by pages of at most 100', async () => {
    putTasks(101);
    const first = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, desiredStatus: 'RUNNING' }));
    const { nextToken } = first;
    const second = await ecs.send(new ListTasksCommand({ cluster: CLUSTER, nextToken }));
    expect([first.taskArns?.length, second.taskArns, second.nextToken]).toEqual([100, [arnOf(100)], undefined]);
  });

  it('are listed for one service', async () => {
    putTasks(1, 'service:web');
    const listOf = async (serviceName: string) =>
      (await ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName }))).taskArns;
    await expect(Promise.all(['web', 'api'].map(listOf))).resolves.toEqual([[arnOf(0)], []]);
  });

  it('are no longer listed once they are to be stopped', async () => {
    putTasks(2);
    await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task: arnOf(0) }));
    await expect(ecs.send(new ListTasksCommand({ cluster: CLUSTER }))).resolves.toMatchObject({ taskArns: [arnOf(1)] });
  });

  it('are described with the time of their start, and with tags only on demand', async () => {
    const startedAt = 1_790_000_000;
    aws.putTask({
      taskArn: arnOf(0),
      clusterArn: CLUSTER,
      lastStatus: 'RUNNING',
      startedAt,
      tags: TAGS,
      containers: [],
    });
    const describeWith = async (include?: ['TAGS']) =>
      (await ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks: [arnOf(0)], include }))).tasks?.[0];
    const [plain, tagged] = [await describeWith(), await describeWith(['TAGS'])];
    expect([plain?.tags, tagged?.tags, tagged?.startedAt]).toEqual([undefined, TAGS, new Date(startedAt * 1_000)]);
  });

  it('are described by 100 at most', async () => {
    const tasks = Array.from({ length: 101 }, (_, id) => arnOf(id));
    const refused = ecs.send(new DescribeTasksCommand({ cluster: CLUSTER, tasks }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('services', () => {
  it('keep their tags in later deployments, and are described with them only on demand', async () => {
    const service = { clusterArn: CLUSTER, service: 'web', revision: REVISION };
    aws.ecs.startDeployment({ ...service, tags: TAGS });
    aws.ecs.startDeployment(service);
    const describeWith = async (include?: ['TAGS']) =>
      (await ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: ['web'], include }))).services?.[0]
        ?.tags;
    expect([await describeWith(), await describeWith(['TAGS'])]).toEqual([undefined, TAGS]);
  });
});
