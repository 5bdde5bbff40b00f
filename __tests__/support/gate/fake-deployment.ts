import type {
  DeploymentHook,
  DeploymentProgress,
  HookAction,
  HookStatus,
  PauseHook,
  ServiceDeployment,
} from '../../../verification';
import { CLUSTER, MINUTE, NOW } from '../domain/domain';

export const DEPLOYMENT = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/pay/web/r9i43YFjvgF_xlg7m2eJ1r';
export const SERVICE = 'arn:aws:ecs:eu-west-1:111122223333:service/pay/web';
export const REVISION = 'arn:aws:ecs:eu-west-1:111122223333:service-revision/pay/web/1234567890123456789';
export const HOOK = 'ecs-pause-Xk7rT2mP9sLwQn4vB8fYd3hJ6gA1cE5iO0uR_ZpWq';

/** A hook as its event describes it. */
export const aHook = (overrides: Partial<DeploymentHook> = {}): DeploymentHook => ({
  hookId: HOOK,
  stage: 'PRE_SCALE_UP',
  deploymentArn: DEPLOYMENT,
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  ...overrides,
});

/** A hook that waits for an hour, and then rolls its deployment back. */
export const aPauseHook = (overrides: Partial<PauseHook> = {}): PauseHook => ({
  hookId: HOOK,
  status: 'awaiting-action',
  expiresAt: NOW + 60 * MINUTE,
  timeoutAction: 'roll-back',
  ...overrides,
});

/** A first deployment that waits at one hook. */
export const aServiceDeployment = (overrides: Partial<ServiceDeployment> = {}): ServiceDeployment => ({
  arn: DEPLOYMENT,
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  progress: 'in-progress',
  stage: 'PRE_SCALE_UP',
  targetRevisionArn: REVISION,
  sourceRevisionArns: [],
  hooks: [aPauseHook()],
  ...overrides,
});

/**
 * A service deployment of ECS's that waits at its pause hooks: all of them must continue, one rollback rolls it back, and
 * a hook that no one answers times out.
 */
export class FakeDeployment {
  /** The answers that ECS carried out, in order. */
  readonly answers: (readonly [string, HookAction])[] = [];
  /** The answers that ECS refused, since their hook did not wait. */
  readonly refused: (readonly [string, HookAction])[] = [];
  private progress: DeploymentProgress;
  private hooks: readonly PauseHook[];

  constructor(
    private readonly described: ServiceDeployment,
    private readonly now: () => number,
  ) {
    this.progress = described.progress;
    this.hooks = described.hooks;
  }

  /** What ECS describes now. */
  describe(): ServiceDeployment {
    this.expire();
    return { ...this.described, progress: this.progress, hooks: this.hooks };
  }

  /** ECS's ContinueServiceDeployment, whoever calls it. Throws when the hook does not wait. */
  answer(hookId: string, action: HookAction): void {
    this.expire();
    const hook = this.hooks.find((each) => each.hookId === hookId);
    if (this.progress !== 'in-progress' || hook?.status !== 'awaiting-action') {
      this.refused.push([hookId, action]);
      throw new Error('InvalidParameterException: the hook is not awaiting an action');
    }
    this.answers.push([hookId, action]);
    this.end(hookId, action === 'continue' ? 'succeeded' : 'failed', action);
  }

  private end(hookId: string, status: HookStatus, action: HookAction): void {
    this.hooks = this.hooks.map((each) => (each.hookId === hookId ? { ...each, status } : each));
    if (action === 'roll-back') this.progress = 'rolling-back';
  }

  private expire(): void {
    for (const { hookId, status, expiresAt, timeoutAction } of this.hooks)
      if (status === 'awaiting-action' && expiresAt !== null && expiresAt <= this.now())
        this.end(hookId, 'timed-out', timeoutAction);
  }
}
