import type { Service, ServiceHook } from '../../../../adapters/ecs/describe-service';
import type { DeploymentDetails } from '../../../../adapters/ecs/read-deployments';
import type { PauseHook } from '../../../../verification';
import { CLUSTER, NOW, TASK_DEFINITION } from '../../../support/domain/domain';

export const SERVICE = 'arn:aws:ecs:eu-west-1:111122223333:service/pay/web';
export const DEPLOYMENT = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/pay/web/0123456789abcdef';
export const REVISION = 'arn:aws:ecs:eu-west-1:111122223333:service-revision/pay/web/4567';
export const HOUR = 3_600_000;

/** A pause hook as the documentation recommends it. */
export const aServiceHook = (overrides: Partial<ServiceHook> = {}): ServiceHook => ({
  kind: 'pause',
  stages: ['PRE_SCALE_UP'],
  timeoutMinutes: 1_440,
  timeoutAction: 'roll-back',
  ...overrides,
});

/** A service that is gated where the gate answers PRE_SCALE_UP. */
export const aService = (overrides: Partial<Service> = {}): Service => ({
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  taskDefinitionArn: TASK_DEFINITION,
  strategy: 'ROLLING',
  controller: 'ECS',
  hooks: [aServiceHook()],
  ...overrides,
});

/** A hook that has waited for an hour of its day. */
export const aPauseHook = (overrides: Partial<PauseHook> = {}): PauseHook => ({
  hookId: 'ecs-pause-1',
  status: 'awaiting-action',
  expiresAt: NOW + 23 * HOUR,
  timeoutAction: 'roll-back',
  ...overrides,
});

/** A deployment that waits at that hook. */
export const someDetails = (overrides: Partial<DeploymentDetails> = {}): DeploymentDetails => ({
  arn: DEPLOYMENT,
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  status: 'IN_PROGRESS',
  statusReason: null,
  stage: 'PRE_SCALE_UP',
  targetRevisionArn: REVISION,
  hooks: [aPauseHook()],
  configuredHooks: [aServiceHook()],
  ...overrides,
});
