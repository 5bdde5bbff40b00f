import { AccessDeniedException, ECSClient, ECSServiceException, StopTaskCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { taskStopper } from '../../../adapters/ecs/stop-task';
import { StopRefusedError } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { CLUSTER, TASK, aTask } from '../../support/domain/domain';

const ecs = mockClient(ECSClient);
const stopTask = taskStopper(new ECSClient({ region: 'eu-west-1' }));
const failure = (httpStatusCode?: number): ECSServiceException =>
  new ECSServiceException({
    name: 'ThrottlingException',
    message: 'slow down',
    $fault: 'client',
    $metadata: httpStatusCode === undefined ? {} : { httpStatusCode },
  });
const thrownBy = async (error: Error): Promise<unknown> => {
  ecs.on(StopTaskCommand).rejects(error);
  return stopTask(aTask(), 'x').catch((thrown: unknown) => thrown);
};

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

  it.each([
    ['denies the stop', new AccessDeniedException({ message: 'no', $metadata: { httpStatusCode: 400 } })],
    ['throttles the stop', failure(429)],
  ])('throws a StopRefusedError with the cause when ECS %s', async (_what, cause) => {
    const thrown = await thrownBy(cause);
    expect(thrown).toBeInstanceOf(StopRefusedError);
    expect(thrown).toMatchObject({ message: `ecs:StopTask refused: ${cause.name}: ${cause.message}`, cause });
  });

  it.each<[string, Error]>([
    ['failed itself', failure(500)],
    ['did not answer', failure()],
    ['cannot be reached', awsFailure('TimeoutError')],
  ])('throws what the SDK throws, since the task may have been stopped, when ECS %s', async (_what, error) => {
    expect(await thrownBy(error)).toBe(error);
  });
});
