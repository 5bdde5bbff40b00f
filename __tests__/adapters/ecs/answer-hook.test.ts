import { ContinueServiceDeploymentCommand, ECSClient } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { hookAnswerer } from '../../../adapters/ecs/answer-hook';
import { ecsFailure } from '../../support/aws/ecs-failure';
import { aHook, DEPLOYMENT, HOOK } from '../../support/gate/fake-deployment';

const ecs = mockClient(ECSClient);
const answerHook = hookAnswerer(new ECSClient({ region: 'eu-west-1' }));

beforeEach(() => {
  ecs.reset();
});

describe('hookAnswerer', () => {
  it.each([
    ['continue', 'CONTINUE'],
    ['roll-back', 'ROLLBACK'],
  ] as const)('answers this hook of its deployment: %s', async (action, expected) => {
    ecs.on(ContinueServiceDeploymentCommand).resolves({ serviceDeploymentArn: DEPLOYMENT });
    await expect(answerHook(aHook(), action)).resolves.toBeUndefined();
    expect(ecs.commandCalls(ContinueServiceDeploymentCommand).map(({ args }) => args[0].input)).toEqual([
      { serviceDeploymentArn: DEPLOYMENT, hookId: HOOK, action: expected },
    ]);
  });

  it('throws what the SDK throws', async () => {
    ecs.on(ContinueServiceDeploymentCommand).rejects(ecsFailure('InvalidParameterException'));
    await expect(answerHook(aHook(), 'continue')).rejects.toThrow('InvalidParameterException');
  });
});
