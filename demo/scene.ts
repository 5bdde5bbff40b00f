import type { Evidence } from './evidence';
import type { SceneBuilder } from './scene-builder';
import type { TaskDescription } from './task-description';

/** A task state change whose event the function receives. */
export interface SceneEvent {
  readonly task: TaskDescription;
  /** How often SQS has delivered the event, including this time. Default: 1. */
  readonly attempt?: number;
}

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

/** The expected outcome of a scene. */
export interface ExpectedOutcome {
  /** In the order of the tasks and their containers. */
  readonly containers: readonly ExpectedContainer[];
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
}
