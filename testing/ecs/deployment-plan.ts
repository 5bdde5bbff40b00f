import type {
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStage,
  DeploymentStrategy,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';

/** A lifecycle stage of a deployment. The SDK lists PRE_PRODUCTION_TRAFFIC_SHIFT only as a stage of hooks. */
export type LifecycleStage = ServiceDeploymentLifecycleStage | DeploymentLifecycleHookStage;

/** A pause hook of a service. */
export interface PlannedHook {
  readonly stages: readonly LifecycleStage[];
  readonly timeoutMinutes: number;
  /** What ECS does when the hook times out. */
  readonly timeoutAction: DeploymentLifecycleHookAction;
}

/** A lifecycle stage, or a status without stages, at which a deployment stays until it is released. */
export type Hold =
  LifecycleStage | Extract<ServiceDeploymentStatus, 'PENDING' | 'ROLLBACK_REQUESTED' | 'ROLLBACK_IN_PROGRESS'>;

/** The way of a service deployment. */
export interface DeploymentPlan {
  /** In order; linear and canary deployments pass the stages of traffic shifts several times. */
  readonly stages: readonly LifecycleStage[];
  readonly hooks: readonly PlannedHook[];
  readonly holds: readonly Hold[];
}

/** What the stages of a deployment depend on. */
export interface StageInput {
  readonly strategy: DeploymentStrategy;
  /** How often linear and canary deployments shift production traffic. */
  readonly trafficSteps: number;
  /** How many revisions run when the deployment starts. */
  readonly sourceRevisions: number;
}

const SCALING: readonly LifecycleStage[] = ['PRE_SCALE_UP', 'SCALE_UP', 'POST_SCALE_UP'];

const trafficStages = (steps: number): readonly LifecycleStage[] => [
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  ...Array.from({ length: steps }, () => ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'] as const).flat(),
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
];

const stepsOf = ({ strategy, trafficSteps }: StageInput): number => {
  switch (strategy) {
    case 'ROLLING':
      return 0;
    case 'BLUE_GREEN':
      return 1;
    case 'CANARY':
    case 'LINEAR':
      return trafficSteps;
  }
};

/**
 * The lifecycle stages of a deployment, in order. AWS's guide lists them for blue/green deployments; here, rolling
 * deployments pass those of them that shift no traffic.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
 */
export const stagesOf = (input: StageInput): DeploymentPlan['stages'] => {
  const steps = stepsOf(input);
  const reconciling: DeploymentPlan['stages'] = input.sourceRevisions > 1 ? ['RECONCILE_SERVICE'] : [];
  return [...reconciling, ...SCALING, ...(steps > 0 ? trafficStages(steps) : []), 'CLEAN_UP'];
};
