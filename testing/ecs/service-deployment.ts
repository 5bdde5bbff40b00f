import type { DeploymentStrategy } from '@aws-sdk/client-ecs';
import type { Hold, PlannedHook } from './deployment-plan';
import type { DeploymentState } from './deployment-state';

/** A container of a revision. */
export interface RevisionContainer {
  readonly name: string;
  readonly image?: string;
  /** The digest that ECS knows from the beginning. */
  readonly imageDigest?: string;
  /** The digest that ECS resolves when it starts the revision's first task. */
  readonly pulledDigest?: string;
}

/** The workload of a service revision. */
export interface Workload {
  readonly taskDefinition: string;
  readonly containers: readonly RevisionContainer[];
}

/** Names a service. */
export interface ServiceInput {
  readonly clusterArn: string;
  readonly service: string;
}

/** A tag of a service. */
export interface ServiceTag {
  readonly key: string;
  readonly value: string;
}

/** A deployment to start. */
export interface DeploymentInput extends ServiceInput {
  /** The service's tags from now on. Default: those that it has. */
  readonly tags?: readonly ServiceTag[];
  readonly revision: Workload;
  readonly hooks?: readonly PlannedHook[];
  /** Default: `ROLLING`. */
  readonly strategy?: DeploymentStrategy;
  /** How often linear and canary deployments shift production traffic. Default: 2. */
  readonly trafficSteps?: number;
  /** Where the deployment stays until it is released. Default: nowhere. */
  readonly holds?: readonly Hold[];
}

/** A service revision. */
export interface Revision extends ServiceInput, Workload {
  readonly arn: string;
  readonly createdAt: number;
}

/** A service deployment. */
export interface Deployment extends ServiceInput {
  readonly arn: string;
  readonly targetRevisionArn: string;
  readonly sourceRevisionArns: readonly string[];
  readonly strategy: DeploymentStrategy;
  readonly state: DeploymentState;
}
