import type { Evidence } from './evidence';
import type { SceneBuilder } from './scene-builder';
import type { TaskDescription } from './task-description';

/** A change of a task's state that the function is told of. */
export interface SceneEvent {
  readonly task: TaskDescription;
  /** How often its message was handed out, this time included. Default: 1. */
  readonly attempt?: number;
}

/** What must be concluded about one container. */
export interface ExpectedContainer {
  readonly container: string;
  readonly verdict: 'trusted' | 'untrusted' | 'inconclusive' | 'exempt';
  /** For exempt the rule. Default: none. */
  readonly reason?: string;
  /** Of an inconclusive verdict. */
  readonly cause?: 'service' | 'image';
  /** What is done about it in the end. */
  readonly response: string;
  /** What was done about it before, in order. Default: nothing. */
  readonly earlier?: readonly string[];
}

/** What must come of a scene. */
export interface Expected {
  /** In the order in which they are answered. */
  readonly containers: readonly ExpectedContainer[];
  /** After how many seconds the last message comes back, or that it does. Default: it does not. */
  readonly comesBackAfter?: number | 'later';
}

/** A small play: what is there, what happens, and what the launch function must make of it. */
export interface Scene {
  /** Kebab-case, for `--scene`. */
  readonly name: string;
  /** One sentence. */
  readonly explanation: string;
  /** Puts everything in its place; returns what happens, in order. */
  readonly setUp: (scenery: SceneBuilder) => Promise<readonly SceneEvent[]>;
  readonly expected: Expected;
  /** What else must hold; returns what does not, in words. */
  readonly alsoExpected?: (evidence: Evidence) => readonly string[];
  /** Takes many seconds, most of them waiting: begun first. */
  readonly waits?: true;
}
