import type { DeploymentDetails } from '../../../../adapters/ecs/read-deployments';
import { waitingHooksOf } from '../../../../cli/commands/gate/waiting-hook';
import { NOW } from '../../../support/domain/domain';
import { aPauseHook, aServiceHook, HOUR, someDetails } from './a-service';

const ANSWERED = ['PRE_SCALE_UP', 'PRE_PRODUCTION_TRAFFIC_SHIFT'] as const;

const waiting = (overrides: Partial<DeploymentDetails> = {}) => waitingHooksOf(someDetails(overrides), ANSWERED);

describe('waitingHooksOf', () => {
  it('has a hook that awaits an answer, since and until when', () => {
    expect(waiting()).toMatchObject([
      { ours: 'yes', since: NOW - HOUR, until: NOW + 23 * HOUR, timeoutAction: 'roll-back' },
    ]);
  });

  it.each(['in-progress', 'succeeded', 'failed', 'timed-out', 'unknown'] as const)(
    'leaves out a hook that is %s',
    (status) => {
      expect(waiting({ hooks: [aPauseHook({ status })] })).toEqual([]);
    },
  );

  it('has every hook of one stage', () => {
    const hooks = [aPauseHook(), aPauseHook({ hookId: 'ecs-pause-2' })];
    expect(waiting({ hooks }).map(({ hookId }) => hookId)).toEqual(['ecs-pause-1', 'ecs-pause-2']);
  });

  it.each<[string, Partial<DeploymentDetails>, string]>([
    ['at a stage that is not configured', { stage: 'POST_TEST_TRAFFIC_SHIFT' }, 'no'],
    ['where ECS names no stage, and the only pause hook is answered', { stage: null }, 'yes'],
    [
      'where ECS names a stage without pauses, and the only pause hook is not answered',
      { stage: 'SCALE_UP', configuredHooks: [aServiceHook({ stages: ['POST_SCALE_UP'] })] },
      'no',
    ],
    [
      'where ECS names no stage, and only one of several is answered',
      { stage: null, configuredHooks: [aServiceHook({ stages: ['PRE_SCALE_UP', 'POST_SCALE_UP'] })] },
      'unclear',
    ],
    [
      'where a Lambda hook is at another stage',
      { stage: null, configuredHooks: [aServiceHook(), aServiceHook({ kind: 'lambda', stages: ['POST_SCALE_UP'] })] },
      'yes',
    ],
    ['where the configuration is not known', { stage: null, configuredHooks: [] }, 'no'],
  ])('says whose it is %s', (_what, overrides, ours) => {
    expect(waiting(overrides)).toMatchObject([{ ours }]);
  });

  it.each<[string, Partial<DeploymentDetails>]>([
    [
      'two hooks of the stage differ in their time-outs',
      { configuredHooks: [aServiceHook(), aServiceHook({ timeoutMinutes: 5 })] },
    ],
    ['ECS does not say when it expires', { hooks: [aPauseHook({ expiresAt: null })] }],
    ['the stage has no pause hook', { configuredHooks: [aServiceHook({ stages: ['POST_SCALE_UP'] })] }],
  ])('does not guess since when where %s', (_what, overrides) => {
    expect(waiting(overrides)).toMatchObject([{ since: null }]);
  });
});
