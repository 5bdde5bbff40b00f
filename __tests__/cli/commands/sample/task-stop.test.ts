import { DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { renderTaskStop, taskStopReader, type TaskStop } from '../../../../cli/commands/sample/task-stop';
import { hasSample } from '../../../../contracts/deployment/deployment-images';
import { aSampleDeployment } from '../../../support/deployment/deployment-sample';
import { aSampleTask, TASK_ARN } from './a-sample-task';

const aStop = (overrides: Partial<TaskStop> = {}): TaskStop => ({
  code: 'TaskFailedToStart',
  reason: 'Essential container in task exited',
  containers: [],
  ...overrides,
});

const UNREACHABLE =
  'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref: dial tcp 10.0.0.1:443: i/o timeout';
const NO_ARM64 = "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/arm64'";

const render = (stop: TaskStop, fields: object = {}): string => {
  const deployment = aSampleDeployment({ architecture: 'arm64', ...fields });
  if (!hasSample(deployment)) throw new Error('expected a sample');
  return renderTaskStop(stop, deployment).join('\n');
};

describe('renderTaskStop', () => {
  it('has the reason of ECS, and how each container ended', () => {
    const containers = [
      { name: 'sample', reason: 'OutOfMemoryError: container killed', exitCode: 137 },
      { name: 'log', reason: null, exitCode: 0 },
      { name: 'quiet', reason: null, exitCode: null },
    ];
    expect(render(aStop({ containers }))).toBe(
      [
        'the task stopped: Essential container in task exited (TaskFailedToStart)',
        '  container sample: OutOfMemoryError: container killed; exit code 137',
        '  container log: exit code 0',
      ].join('\n'),
    );
  });

  it('says that ECS gives no reason', () => {
    expect(render(aStop({ code: null, reason: null }))).toBe('the task stopped: ECS gives no reason');
  });

  it.each([
    ['public subnets without public IP address', false, UNREACHABLE, 'in public subnets set "assignPublicIp": true'],
    ['private subnets with one', true, UNREACHABLE, 'need a route to an internet gateway'],
    ['an image without the architecture', false, NO_ARM64, 'the sample image has no linux/arm64: name another image'],
  ])('says what to do about %s', (_, assignPublicIp, reason, advice) => {
    const sample = { subnets: ['subnet-0a1b2c3d'], assignPublicIp };
    expect(render(aStop({ reason }), { sample })).toContain(advice);
  });

  it('also finds the cause in the reason of a container', () => {
    expect(render(aStop({ containers: [{ name: 'sample', reason: NO_ARM64, exitCode: null }] }))).toContain(
      'the sample image has no linux/arm64',
    );
  });

  it('shows reasons from outside as harmless lines', () => {
    const containers = [{ name: 'a\nb', reason: 'y\u202E', exitCode: null }];
    expect(render(aStop({ reason: 'x\nverdict  trusted\u001B[2K', containers }))).toBe(
      'the task stopped: x\\u{a}verdict  trusted\\u{1b}[2K (TaskFailedToStart)\n  container a\\u{a}b: y\\u{202e}',
    );
  });
});

describe('taskStopReader', () => {
  const ecs = mockClient(ECSClient);
  beforeEach(() => ecs.reset());

  const read = () => taskStopReader(new ECSClient({ region: 'eu-west-1' }))(aSampleTask());

  it('reads why the task stopped', async () => {
    const containers = [{ name: 'sample', reason: 'no memory', exitCode: 137 }, {}];
    ecs
      .on(DescribeTasksCommand, { cluster: aSampleTask().clusterArn, tasks: [TASK_ARN] })
      .resolves({ tasks: [{ stopCode: 'EssentialContainerExited', stoppedReason: 'it exited', containers }] });
    await expect(read()).resolves.toEqual({
      code: 'EssentialContainerExited',
      reason: 'it exited',
      containers: [
        { name: 'sample', reason: 'no memory', exitCode: 137 },
        { name: '?', reason: null, exitCode: null },
      ],
    });
  });

  it.each([
    ['ECS does not know it yet', [{}]],
    ['ECS does not know the task', []],
  ])('is undefined while %s', async (_, tasks) => {
    ecs.on(DescribeTasksCommand).resolves({ tasks });
    await expect(read()).resolves.toBeUndefined();
  });
});
