import * as z from 'zod';
import type { DeploymentStrategy } from '@aws-sdk/client-ecs';
import { GATE_STAGES } from '../../verification/trust-document';
import type { PlannedHook } from './deployment-plan';

const MAX_PAUSE_HOOKS = 10;
const MAX_MINUTES = 20_160;
const STRATEGIES = ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'] as const satisfies readonly DeploymentStrategy[];

const pauseShape = z.strictObject({
  targetType: z.literal('PAUSE'),
  lifecycleStages: z.array(z.enum(GATE_STAGES)).min(1),
  timeoutConfiguration: z
    .strictObject({
      timeoutInMinutes: z.number().int().min(1).max(MAX_MINUTES).default(1440),
      action: z.enum(['CONTINUE', 'ROLLBACK']).default('ROLLBACK'),
    })
    .prefault({}),
});

const lambdaShape = z.looseObject({
  targetType: z.literal('AWS_LAMBDA').optional(),
  hookTargetArn: z.string(),
  roleArn: z.string(),
  lifecycleStages: z.array(z.string()).min(1),
});

type Hook = z.output<typeof pauseShape> | z.output<typeof lambdaShape>;

const isPause = (hook: Hook): hook is z.output<typeof pauseShape> => hook.targetType === 'PAUSE';

/**
 * The part of a service's `deploymentConfiguration` that decides how its deployments go; hooks that call a Lambda
 * function are accepted and never called.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export const deploymentConfigurationShape = z
  .looseObject({
    strategy: z.enum(STRATEGIES).default('ROLLING'),
    lifecycleHooks: z.array(z.union([pauseShape, lambdaShape])).default([]),
  })
  .refine(({ lifecycleHooks }) => lifecycleHooks.filter(isPause).length <= MAX_PAUSE_HOOKS, {
    error: `at most ${MAX_PAUSE_HOOKS} pause hooks`,
    path: ['lifecycleHooks'],
  });

type DeploymentConfiguration = z.output<typeof deploymentConfigurationShape>;

/** The pause hooks of a service. */
export const pauseHooksOf = ({ lifecycleHooks }: DeploymentConfiguration): readonly PlannedHook[] =>
  lifecycleHooks.filter(isPause).map(({ lifecycleStages, timeoutConfiguration }) => ({
    stages: lifecycleStages,
    timeoutMinutes: timeoutConfiguration.timeoutInMinutes,
    timeoutAction: timeoutConfiguration.action,
  }));

/** The hooks as a `deploymentConfiguration` states them. */
export const toLifecycleHooks = (hooks: readonly PlannedHook[]): readonly object[] =>
  hooks.map(({ stages, timeoutMinutes, timeoutAction }) => ({
    targetType: 'PAUSE',
    lifecycleStages: stages,
    timeoutConfiguration: { timeoutInMinutes: timeoutMinutes, action: timeoutAction },
  }));
