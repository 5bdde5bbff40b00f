import { ContinueServiceDeploymentCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { GatePorts, HookAction } from '../../verification';

const ACTIONS = { continue: 'CONTINUE', 'roll-back': 'ROLLBACK' } as const satisfies Record<HookAction, string>;

/** Answers a pause hook. Throws what the SDK throws, also when the deployment waits at this hook no longer. */
export const hookAnswerer =
  (client: ECSClient): GatePorts['answerHook'] =>
  async ({ deploymentArn, hookId }, action) => {
    const request = { serviceDeploymentArn: deploymentArn, hookId, action: ACTIONS[action] };
    await client.send(new ContinueServiceDeploymentCommand(request));
  };
