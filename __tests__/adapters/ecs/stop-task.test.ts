import { ECSClient, StopTaskCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { taskStopper } from '../../../adapters/ecs/stop-task';
import { awsFailure } from '../../support/aws/aws-failure';
import { CLUSTER, TASK, aTask } from '../../support/domain/domain';

const ecs = mockClient(ECSClient);
const stopTask = taskStopper(new ECSClient({ region: 'eu-west-1' }));

beforeEach(() => {
  ecs.reset();
});

describe('taskStopper', () => {
  it('stops this task of its cluster with the reason', async () => {
    ecs.on(StopTaskCommand).resolves({});
    await stopTask(aTask(), 'Image Trust: unsigned');
    expect(ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input)).toEqual([
      { cluster: CLUSTER, task: TASK, reason: 'Image Trust: unsigned' },
    ]);
  });

  it('throws what ECS throws', async () => {
    ecs.on(StopTaskCommand).rejects(awsFailure('AccessDeniedException'));
    await expect(stopTask(aTask(), 'x')).rejects.toThrow('the call failed');
  });
});
