import { ConflictException, ECSClient, ECSServiceException, StopServiceDeploymentCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deploymentStopper } from '../../../adapters/ecs/stop-deployment';
import { StopRefusedError } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { DEPLOYMENT } from '../../support/domain/fake-service';

const ecs = mockClient(ECSClient);
const stopDeployment = deploymentStopper(new ECSClient({ region: 'eu-west-1' }));
const thrownBy = async (error: Error): Promise<unknown> => {
  ecs.on(StopServiceDeploymentCommand).rejects(error);
  return stopDeployment(DEPLOYMENT).catch((thrown: unknown) => thrown);
};

beforeEach(() => {
  ecs.reset();
});

describe('deploymentStopper', () => {
  it('stops this deployment so that it is rolled back, and never only aborts it', async () => {
    ecs.on(StopServiceDeploymentCommand).resolves({});
    await stopDeployment(DEPLOYMENT);
    expect(ecs.commandCalls(StopServiceDeploymentCommand).map(({ args }) => args[0].input)).toEqual([
      { serviceDeploymentArn: DEPLOYMENT, stopType: 'ROLLBACK' },
    ]);
  });

  it('throws a StopRefusedError with the cause when ECS refuses', async () => {
    const cause = new ConflictException({ message: 'not in progress', $metadata: { httpStatusCode: 400 } });
    const thrown = await thrownBy(cause);
    expect(thrown).toBeInstanceOf(StopRefusedError);
    const message = 'ecs:StopServiceDeployment refused: ConflictException: not in progress';
    expect(thrown).toMatchObject({ message, cause });
  });

  it.each<[string, Error]>([
    [
      'failed itself',
      new ECSServiceException({
        name: 'ServerException',
        message: 'no',
        $fault: 'server',
        $metadata: { httpStatusCode: 500 },
      }),
    ],
    ['cannot be reached', awsFailure('TimeoutError')],
  ])('throws what the SDK throws, since the deployment may be rolling back, when ECS %s', async (_what, error) => {
    expect(await thrownBy(error)).toBe(error);
  });
});
