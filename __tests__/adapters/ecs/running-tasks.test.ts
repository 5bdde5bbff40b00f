import { DescribeTasksCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { runningTasksReader } from '../../../adapters/ecs/running-tasks';
import { digestOf } from '../../support/domain/domain';

const ecs = mockClient(ECSClient);
const readRunning = runningTasksReader(new ECSClient({ region: 'eu-west-1' }));

beforeEach(() => {
  ecs.reset();
});

const describeAll = () =>
  ecs.on(DescribeTasksCommand).callsFake(({ tasks = [] }: { tasks?: readonly string[] }) => ({
    tasks: tasks.map((taskArn) => ({ taskArn, lastStatus: 'RUNNING' })),
  }));

describe('runningTasksReader', () => {
  it('reads every page, and describes at most 100 tasks at once', async () => {
    const arns = Array.from({ length: 150 }, (_, index) => `task-${index}`);
    ecs
      .on(ListTasksCommand, { cluster: 'pay', desiredStatus: 'RUNNING', nextToken: undefined })
      .resolves({ taskArns: arns.slice(0, 100), nextToken: 'two' })
      .on(ListTasksCommand, { cluster: 'pay', desiredStatus: 'RUNNING', nextToken: 'two' })
      .resolves({ taskArns: arns.slice(100) });
    describeAll();
    expect((await readRunning('pay')).map(({ taskArn }) => taskArn)).toEqual(arns);
    const sizes = ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input.tasks?.length);
    expect(sizes).toEqual([100, 50]);
  });

  it('reads the tasks of one service', async () => {
    ecs.on(ListTasksCommand, { cluster: 'pay', serviceName: 'web' }).resolves({ taskArns: ['a'] });
    describeAll();
    expect(await readRunning('pay', 'web')).toHaveLength(1);
  });

  it('asks for no description when nothing runs', async () => {
    ecs.on(ListTasksCommand).resolves({});
    expect(await readRunning('pay')).toEqual([]);
    expect(ecs.commandCalls(DescribeTasksCommand)).toHaveLength(0);
  });

  it('leaves out what stopped meanwhile, and returns digests', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['a', 'b', 'c'] });
    ecs.on(DescribeTasksCommand).resolves({
      tasks: [
        {
          taskArn: 'a',
          lastStatus: 'RUNNING',
          containers: [{ name: 'web', image: 'web:1', imageDigest: digestOf('a') }],
        },
        { taskArn: 'b', lastStatus: 'STOPPED' },
      ],
      failures: [{ arn: 'c', reason: 'MISSING' }],
    });
    const tasks = await readRunning('pay');
    expect(tasks.map(({ containers }) => containers)).toEqual([
      [{ name: 'web', image: 'web:1', imageDigest: digestOf('a') }],
    ]);
  });

  it('fails when ECS cannot describe a task for another reason', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['a'] });
    ecs.on(DescribeTasksCommand).resolves({ failures: [{ arn: 'a', reason: 'ODD' }] });
    await expect(readRunning('pay')).rejects.toThrow('expected tasks or MISSING, found [{"arn":"a","reason":"ODD"}]');
  });
});
