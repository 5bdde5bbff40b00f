import type { Deployment } from './deployment';
import { gateStages } from './gated-clusters';

/** How long a deployment waits for the gate before ECS acts by itself: ECS's own default, one day. */
const TIMEOUT_MINUTES = 1_440;

/** The field of a service that makes ECS hold its deployments until the gate answers, as the ECS API has it. */
const lifecycleHooks = (deployment: Deployment) => ({
  lifecycleHooks: [
    {
      targetType: 'PAUSE',
      lifecycleStages: gateStages(deployment),
      timeoutConfiguration: { timeoutInMinutes: TIMEOUT_MINUTES, action: 'ROLLBACK' },
    },
  ],
});

// A cluster with stages of its own needs a hook with these stages, not with those of every cluster.
const stagesDiffer = ({ gate, clusters }: Deployment): boolean =>
  new Set(
    [gate, ...Object.values(clusters).map((cluster) => cluster.gate ?? gate)].flatMap((each) =>
      each === undefined || each === 'off' ? [] : [[...each.stages].sort().join()],
    ),
  ).size > 1;

/** What each service must add so that the gate holds its deployments, for people; none: the gate is off everywhere. */
export const pauseHookNote = (deployment: Deployment): readonly string[] => {
  if (gateStages(deployment).length === 0) return [];
  const differ = stagesDiffer(deployment) ? ', with only the stages of its own cluster' : '';
  return [
    `The gate of deployment ${deployment.name} holds only services with a pause hook. Each service adds this to its deploymentConfiguration${differ} (docs/gate.md has it for Terraform, CDK, CloudFormation and the AWS CLI):`,
    JSON.stringify(lifecycleHooks(deployment), null, 2),
  ];
};
