import { randomBytes } from 'node:crypto';
import type {
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStatus,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import type { DeploymentPlan, Hold, LifecycleStage, PlannedHook } from './deployment-plan';

/** A pause hook that a deployment has reached; times in milliseconds since the epoch. */
export interface HookState {
  readonly hookId: string;
  /** The index of its stage in the plan. */
  readonly step: number;
  readonly stage: LifecycleStage;
  readonly status: DeploymentLifecycleHookStatus;
  readonly expiresAt: number;
  readonly timeoutAction: DeploymentLifecycleHookAction;
}

/** The state of a service deployment; times in milliseconds since the epoch. */
export interface DeploymentState {
  readonly plan: DeploymentPlan;
  /** Whether there is a revision to roll back to. */
  readonly hasSource: boolean;
  readonly status: ServiceDeploymentStatus;
  readonly statusReason: string | null;
  /** The index of the current stage in the plan. */
  readonly step: number;
  readonly hooks: readonly HookState[];
  readonly rollbackStartedAt: number | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
}

/** The stage that a deployment is at; undefined before it starts. */
export const stageOf = ({ plan, step, status }: DeploymentState): LifecycleStage | undefined =>
  status === 'PENDING' ? undefined : plan.stages[step];

/** Whether tasks of the target revision have been started. */
export const hasStartedTasks = ({ plan, step, status }: DeploymentState): boolean =>
  status !== 'PENDING' && step >= plan.stages.indexOf('SCALE_UP');

const openHook = (state: DeploymentState, { timeoutMinutes, timeoutAction }: PlannedHook, now: number): HookState => ({
  hookId: `ecs-pause-${randomBytes(32).toString('base64url')}`,
  step: state.step,
  stage: state.plan.stages[state.step] ?? 'CLEAN_UP',
  status: 'AWAITING_ACTION',
  expiresAt: now + timeoutMinutes * 60_000,
  timeoutAction,
});

const nextStage = (state: DeploymentState, now: number): DeploymentState | undefined => {
  const { plan, step, hooks } = state;
  const planned = plan.hooks.filter(({ stages }) => stages.some((stage) => stage === plan.stages[step]));
  const here = hooks.filter((hook) => hook.step === step);
  if (here.length < planned.length)
    return { ...state, hooks: [...hooks, ...planned.map((hook) => openHook(state, hook, now))] };
  if (here.some(({ status }) => status === 'AWAITING_ACTION')) return undefined;
  if (step + 1 < plan.stages.length) return { ...state, step: step + 1 };
  return { ...state, status: 'SUCCESSFUL', finishedAt: now };
};

const holdOf = (state: DeploymentState): Hold | undefined => {
  const here = state.status === 'IN_PROGRESS' ? stageOf(state) : state.status;
  return state.plan.holds.find((hold) => hold === here);
};

const nextState = (state: DeploymentState, now: number): DeploymentState | undefined => {
  if (holdOf(state) !== undefined) return undefined;
  switch (state.status) {
    case 'PENDING':
      return { ...state, status: 'IN_PROGRESS', startedAt: now };
    case 'IN_PROGRESS':
      return nextStage(state, now);
    case 'ROLLBACK_REQUESTED':
      return { ...state, status: 'ROLLBACK_IN_PROGRESS', rollbackStartedAt: now };
    case 'ROLLBACK_IN_PROGRESS':
      // AWS does not document what becomes of a first deployment, which has nothing to roll back to.
      return { ...state, status: state.hasSource ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_FAILED', finishedAt: now };
    case 'ROLLBACK_FAILED':
    case 'ROLLBACK_SUCCESSFUL':
    case 'STOPPED':
    case 'STOP_REQUESTED':
    case 'SUCCESSFUL':
      return undefined;
  }
};

const advance = (state: DeploymentState, now: number): DeploymentState => {
  const next = nextState(state, now);
  return next === undefined ? { ...state, updatedAt: now } : advance(next, now);
};

/** A new deployment, at its first hook or hold, or already successful. */
export const beginDeployment = (plan: DeploymentPlan, hasSource: boolean, now: number): DeploymentState => {
  const times = { rollbackStartedAt: null, createdAt: now, startedAt: null, updatedAt: now, finishedAt: null };
  const state: DeploymentState = {
    plan,
    hasSource,
    status: 'PENDING',
    statusReason: null,
    step: 0,
    hooks: [],
    ...times,
  };
  return advance(state, now);
};

// AWS does not document what becomes of the other hooks at the stage; here they fail, so that none waits for ever.
const failWaiting = (hooks: readonly HookState[]): readonly HookState[] =>
  hooks.map((hook) => (hook.status === 'AWAITING_ACTION' ? { ...hook, status: 'FAILED' } : hook));

/** Rolls a deployment back that is pending or in progress. */
export const rollBack = (state: DeploymentState, statusReason: string, now: number): DeploymentState =>
  advance({ ...state, status: 'ROLLBACK_REQUESTED', statusReason, hooks: failWaiting(state.hooks) }, now);

/** Continues a deployment from a hook that awaits an action, or rolls it back. */
export const answerHook = (
  state: DeploymentState,
  { hookId, action }: { readonly hookId: string; readonly action: DeploymentLifecycleHookAction },
  now: number,
): DeploymentState => {
  if (action === 'ROLLBACK') return rollBack(state, `Rolled back at the pause hook ${hookId}.`, now);
  const succeed = (hook: HookState): HookState => (hook.hookId === hookId ? { ...hook, status: 'SUCCEEDED' } : hook);
  return advance({ ...state, hooks: state.hooks.map(succeed) }, now);
};

/** Lets the hooks that have expired time out, and takes their time-out actions. */
export const expireHooks = (state: DeploymentState, now: number): DeploymentState => {
  const isDue = ({ status, expiresAt }: HookState): boolean => status === 'AWAITING_ACTION' && expiresAt <= now;
  const due = state.hooks.filter(isDue);
  if (state.status !== 'IN_PROGRESS' || due.length === 0) return state;
  const expired: DeploymentState = {
    ...state,
    hooks: state.hooks.map((hook) => (isDue(hook) ? { ...hook, status: 'TIMED_OUT' } : hook)),
  };
  const rollsBack = due.some(({ timeoutAction }) => timeoutAction === 'ROLLBACK');
  return rollsBack ? rollBack(expired, 'A pause hook timed out.', now) : advance(expired, now);
};

/** Lets a deployment go on from the hold that it is at. */
export const releaseHold = (state: DeploymentState, now: number): DeploymentState => {
  const held = holdOf(state);
  const holds = state.plan.holds.filter((hold) => hold !== held);
  return advance({ ...state, plan: { ...state.plan, holds } }, now);
};

/** Ends a deployment that a newer one replaces. */
export const replaceDeployment = (state: DeploymentState, now: number): DeploymentState => ({
  ...state,
  status: 'STOPPED',
  statusReason: 'A newer deployment replaced this one.',
  hooks: failWaiting(state.hooks),
  updatedAt: now,
  finishedAt: now,
});
