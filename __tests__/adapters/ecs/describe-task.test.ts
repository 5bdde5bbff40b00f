import { DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { taskDescriber } from '../../../adapters/ecs/describe-task';
import { awsFailure } from '../../support/aws/aws-failure';
import { CLUSTER, TASK, TASK_DEFINITION, digestOf } from '../../support/domain/domain';

const ecs = mockClient(ECSClient);
const describeTask = taskDescriber(new ECSClient({ region: 'eu-west-1' }));
const which = { clusterArn: CLUSTER, taskArn: TASK };

beforeEach(() => {
  ecs.reset();
});

describe('taskDescriber', () => {
  it('describes this task of its cluster as ECS answers', async () => {
    ecs.on(DescribeTasksCommand, { cluster: CLUSTER, tasks: [TASK] }).resolves({
      tasks: [
        {
          taskArn: TASK,
          clusterArn: CLUSTER,
          group: 'family:web',
          taskDefinitionArn: TASK_DEFINITION,
          lastStatus: 'RUNNING',
          desiredStatus: 'STOPPED',
          overrides: { containerOverrides: [{ environment: [{ name: 'PASSWORD', value: 'secret' }] }] },
          containers: [
            { name: 'web', image: 'shop/web:1', imageDigest: digestOf('a'), lastStatus: 'RUNNING' },
            { name: 'aws-guardduty-agent-nm40lC', imageDigest: digestOf('b') },
            { name: 'log', image: 'shop/log:1', imageDigest: 'not-a-digest' },
          ],
        },
      ],
    });
    await expect(describeTask(which)).resolves.toEqual({
      taskArn: TASK,
      clusterArn: CLUSTER,
      group: 'family:web',
      taskDefinitionArn: TASK_DEFINITION,
      lastStatus: 'RUNNING',
      desiredStatus: 'STOPPED',
      containers: [
        { name: 'web', image: 'shop/web:1', imageDigest: digestOf('a') },
        { name: 'aws-guardduty-agent-nm40lC', image: null, imageDigest: digestOf('b') },
        { name: 'log', image: 'shop/log:1', imageDigest: null },
      ],
    });
  });

  it('describes a task from an answer that is almost empty', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{}] });
    await expect(describeTask(which)).resolves.toEqual({
      taskArn: '',
      clusterArn: '',
      group: null,
      taskDefinitionArn: null,
      lastStatus: '',
      desiredStatus: '',
      containers: [],
    });
  });

  it('returns undefined for a task that ECS no longer knows', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [], failures: [{ arn: TASK, reason: 'MISSING' }] });
    await expect(describeTask(which)).resolves.toBeUndefined();
  });

  it.each([
    ['another failure', { tasks: [], failures: [{ arn: TASK, reason: 'ACCESS' }] }],
    ['an empty answer', {}],
  ])('throws on %s, since the answer says nothing about the task', async (_what, answer) => {
    ecs.on(DescribeTasksCommand).resolves(answer);
    await expect(describeTask(which)).rejects.toThrow(`ecs:DescribeTasks: expected ${TASK} or MISSING`);
  });

  it('throws what ECS throws', async () => {
    ecs.on(DescribeTasksCommand).rejects(awsFailure('ServerException'));
    await expect(describeTask(which)).rejects.toThrow('the call failed');
  });
});
