import type { DeploymentDetails } from '../../../../../adapters/ecs/read-deployments';
import {
  endOf,
  followService,
  type FollowServicePorts,
  type ServiceEnd,
} from '../../../../../cli/commands/sample/service/follow-service';
import type { HookStatus } from '../../../../../verification';
import { aPauseHook, DEPLOYMENT, someDetails } from '../../gate/a-service';

const hookIs = (status: HookStatus, overrides: Partial<DeploymentDetails> = {}): DeploymentDetails =>
  someDetails({ hooks: [aPauseHook({ status })], ...overrides });

describe('endOf', () => {
  it.each<[string, DeploymentDetails, ServiceEnd | undefined]>([
    ['waiting', hookIs('awaiting-action'), undefined],
    ['being answered', hookIs('in-progress'), undefined],
    ['not at the hook yet', someDetails({ hooks: [], status: 'PENDING' }), undefined],
    ['continued', hookIs('succeeded'), 'continued'],
    ['rolled back', hookIs('failed', { status: 'ROLLBACK_FAILED' }), 'rolled-back'],
    ['timed out', hookIs('timed-out', { status: 'ROLLBACK_IN_PROGRESS' }), 'timed-out'],
    ['stopped by somebody while it waited', hookIs('awaiting-action', { status: 'STOP_REQUESTED' }), 'rolled-back'],
    ['successful without a hook', someDetails({ hooks: [], status: 'SUCCESSFUL' }), 'not-held'],
    ['failed without a hook', someDetails({ hooks: [], status: 'ROLLBACK_FAILED' }), 'not-held'],
  ])('of a deployment that is %s', (_what, details, end) => {
    expect(endOf(details)).toBe(end);
  });
});

/** A clock that only sleeping advances, and ECS that describes a deployment as one of these after the other. */
const follow = (states: readonly (DeploymentDetails | undefined)[], overrides: Partial<FollowServicePorts> = {}) => {
  let [time, asked] = [0, 0];
  const said: string[] = [];
  const followed = followService('web', 12_000, {
    findDeployment: async () => DEPLOYMENT,
    readDeployment: async () => states[Math.min((asked += 1), states.length) - 1],
    now: () => time,
    sleep: async (milliseconds) => void (time += milliseconds),
    say: ({ at, what }) => void said.push(`${at} ${what}`),
    throwIfInterrupted: () => undefined,
    ...overrides,
  });
  return { followed, said };
};

describe('followService', () => {
  it('ends when the hook is answered, and says each new thing once', async () => {
    const pending = someDetails({ status: 'PENDING', stage: null, hooks: [] });
    const waiting = hookIs('awaiting-action');
    const { followed, said } = follow([undefined, pending, waiting, waiting, hookIs('succeeded')]);
    await expect(followed).resolves.toMatchObject({ end: 'continued', deployment: { arn: DEPLOYMENT } });
    expect(said).toEqual([
      '0 service web created',
      '3000 deployment PENDING',
      '6000 deployment IN_PROGRESS at PRE_SCALE_UP',
      '6000 hook ecs-pause-1 waits for the gate',
      '12000 hook ecs-pause-1 was continued',
    ]);
  });

  it('keeps the timeline, with the reason that ECS gives', async () => {
    const { followed } = follow([hookIs('failed', { status: 'ROLLBACK_IN_PROGRESS', statusReason: 'a hook failed' })]);
    expect((await followed).timeline).toEqual([
      { at: 0, what: 'service web created' },
      { at: 0, what: 'deployment ROLLBACK_IN_PROGRESS at PRE_SCALE_UP: a hook failed' },
      { at: 0, what: 'hook ecs-pause-1 was rolled back' },
    ]);
  });

  it('gives up when the time is up', async () => {
    await expect(follow([hookIs('awaiting-action')]).followed).resolves.toMatchObject({ end: undefined });
    const nothing = follow([], { findDeployment: async () => undefined });
    await expect(nothing.followed).resolves.toMatchObject({ end: undefined, deployment: undefined });
  });

  it('keeps what it knew of a deployment that ECS no longer describes', async () => {
    const { followed } = follow([hookIs('awaiting-action'), undefined]);
    await expect(followed).resolves.toMatchObject({ deployment: { arn: DEPLOYMENT } });
  });

  it('ends at once when it is interrupted', async () => {
    const findDeployment = jest.fn();
    const throwIfInterrupted = () => {
      throw new Error('interrupted');
    };
    await expect(follow([], { findDeployment, throwIfInterrupted }).followed).rejects.toThrow('interrupted');
    expect(findDeployment).not.toHaveBeenCalled();
  });
});
