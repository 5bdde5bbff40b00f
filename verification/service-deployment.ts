import type { Container } from './task';

/** A pause hook at which a service deployment waits for an answer, as ECS's event describes it. */
export interface DeploymentHook {
  readonly hookId: string;
  /** The stage at which the deployment waits. */
  readonly stage: string;
  readonly deploymentArn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
}

/** The state of a pause hook; a state that is not known counts as `unknown`, and is never answered. */
export type HookStatus = 'awaiting-action' | 'in-progress' | 'succeeded' | 'failed' | 'timed-out' | 'unknown';

/** What continues or ends a service deployment that waits at a hook. */
export type HookAction = 'continue' | 'roll-back';

/** A hook of a service deployment, as ECS describes it now. */
export interface PauseHook {
  readonly hookId: string;
  readonly status: HookStatus;
  /** When ECS acts by itself, in milliseconds since the epoch; null if ECS does not say. */
  readonly expiresAt: number | null;
  /** What ECS does when the hook expires. */
  readonly timeoutAction: HookAction;
}

/** The progress of a service deployment: waiting for its start or under way, being rolled back, or ended. */
export type DeploymentProgress = 'in-progress' | 'rolling-back' | 'ended';

/** A service deployment, as ECS describes it now. */
export interface ServiceDeployment {
  readonly arn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly progress: DeploymentProgress;
  /** The stage that the deployment is at; null if ECS does not say. */
  readonly stage: string | null;
  /** The revision that is being deployed; null if ECS does not say. */
  readonly targetRevisionArn: string | null;
  /** The revisions that run until the deployment ends; none for the first deployment of a service. */
  readonly sourceRevisionArns: readonly string[];
  /** Its pause hooks; hooks that call a Lambda function are left out. */
  readonly hooks: readonly PauseHook[];
}

/**
 * A revision of a service: every container of its task definition, with the digest that ECS has resolved for it; null
 * where it has not yet.
 */
export interface ServiceRevision {
  readonly arn: string;
  readonly taskDefinitionArn: string;
  readonly containers: readonly Container[];
}

/** Reads service deployments from ECS. Rejects when ECS could not be called. */
export interface ServiceDeploymentPorts {
  /** The deployment as ECS knows it now; undefined when ECS no longer knows it. */
  readonly describeDeployment: (deploymentArn: string) => Promise<ServiceDeployment | undefined>;
  /** The revision and its containers; undefined when ECS no longer knows it or its task definition. */
  readonly describeRevision: (revisionArn: string) => Promise<ServiceRevision | undefined>;
}
