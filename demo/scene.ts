import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { Deployment } from '../testing/ecs/service-deployment';
import type { Evidence } from './evidence';
import type { DeploymentFile } from './demo-deployment';
import type { SceneBuilder } from './scene-builder';
import type { TaskDescription } from './task-description';

/** A task state change whose event the function receives. */
export interface TaskStateChange {
  readonly kind: 'task';
  readonly task: TaskDescription;
  /** How often SQS has delivered the event, including this time. Default: 1. */
  readonly attempt?: number;
  /** The task runs, but its event never reaches the function. */
  readonly lost?: true;
}

/** A sweep over everything that runs; the function receives the messages that the sweep sends. */
export interface SweepRuns {
  readonly kind: 'sweep';
  /** How often SQS has delivered the messages of the sweep, including this time. Default: 1. */
  readonly attempt?: number;
}

/** `image-trust preview` is run with a deployment file. */
export interface PreviewRuns {
  readonly kind: 'preview';
  readonly file: DeploymentFile;
}

/** The notify function receives everything that waits in its queue. */
export interface NoticesArrive {
  readonly kind: 'notices';
}

/** The newest pause hook at which a service deployment waits, whose event the function receives. */
export interface PausedDeployment {
  readonly kind: 'hook';
  /** The deployment, or a function that starts it. */
  readonly deployment: Pick<Deployment, 'arn'> | (() => Pick<Deployment, 'arn'>);
  /** How often SQS has delivered the event, including this time. Default: 1. */
  readonly attempt?: number;
}

/** What else happens between the events. */
export interface Happening {
  readonly kind: 'happening';
  readonly happen: () => unknown;
}

/** One step of a scene. */
export type SceneEvent = TaskStateChange | PausedDeployment | SweepRuns | NoticesArrive | PreviewRuns | Happening;

/** A call of ECS: ContinueServiceDeployment with this action, or StopServiceDeployment. */
export type DeploymentRequest = 'continue' | 'roll-back' | 'stop';

/** The expected outcome for one container. */
export interface ExpectedContainer {
  readonly container: string;
  readonly verdict: 'trusted' | 'untrusted' | 'inconclusive' | 'exempt';
  /** The reason of the verdict; for an exempt container the rule that exempts it. Default: none. */
  readonly reason?: string;
  /** The cause of an inconclusive verdict. */
  readonly cause?: 'service' | 'image';
  /** The last response. */
  readonly response: string;
  /** The responses before that, in order. Default: none. */
  readonly earlier?: readonly string[];
}

/** The expected outcome of one service deployment. */
export interface ExpectedDeployment {
  /** Its status at the end, as ECS names it. */
  readonly status: ServiceDeploymentStatus;
  /** What the function asked ECS to do with it, in order. Default: nothing. */
  readonly requests?: readonly DeploymentRequest[];
  /** Whether its tasks were started. */
  readonly hasTasks: boolean;
}

/** The expected outcome of a scene. */
export interface ExpectedOutcome {
  /** In the order of the deployments and the tasks and of their containers; the responses to a deployment are the gate's outcomes. */
  readonly containers: readonly ExpectedContainer[];
  /** In the order of their start. Default: none. */
  readonly deployments?: readonly ExpectedDeployment[];
  /** After how many seconds SQS redelivers the last message, or that it does at any time. Default: it does not. */
  readonly retriedAfterSeconds?: number | 'later';
}

/** One example: a setup, the events that follow, and the expected outcome. */
export interface Scene {
  /** Kebab-case, for `--scene`. */
  readonly name: string;
  /** One sentence. */
  readonly explanation: string;
  /** Prepares the environment; returns the events to deliver, in order. */
  readonly setUp: (builder: SceneBuilder) => Promise<readonly SceneEvent[]>;
  readonly expected: ExpectedOutcome;
  /** Checks more of the evidence; returns problems in words. */
  readonly alsoExpected?: (evidence: Evidence) => readonly string[];
  /** The scene waits for many seconds, so it is started first. */
  readonly slow?: true;
  /**
   * Nothing but the scene's tasks runs in the account, so that a sweep finds no others; `with-canaries`: and the sweep verifies
   * canary images.
   */
  readonly ownAws?: true | 'with-canaries';
}
