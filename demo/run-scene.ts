import { setTimeout as sleep } from 'node:timers/promises';
import type { HostedFunction } from '../testing/lambda/function-host';
import { compareScene, type ObservedScene } from './compare-scene';
import { toContainerOutcomes } from './container-outcome';
import { type Delivery, deliverMessage } from './deliver-message';
import type { DemoContext } from './demo-context';
import type { DemoEnvironment } from './demo-environment';
import { collectEvidence } from './evidence';
import type { Scene, SceneEvent } from './scene';
import { SceneBuilder } from './scene-builder';
import { toEcsTask, toTaskEvent } from './task-description';

/** A scene waits for a retry that is due within so many seconds; it does not wait for later ones. */
const LONGEST_WAIT_SECONDS = 2;

/** Ends a scene whose message is always retried at once. */
const MAX_ATTEMPTS = 5;

/** The result of running a scene. */
export interface SceneResult extends ObservedScene {
  /** Every difference from the expected outcome, in words. */
  readonly problems: readonly string[];
  /** How long the function ran, in milliseconds. */
  readonly milliseconds: number;
}

const deliverEvent = async (
  { task, attempt = 1 }: SceneEvent,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<readonly Delivery[]> => {
  environment.aws.putTask(toEcsTask(task));
  const delivery = await deliverMessage(environment, instance, { body: toTaskEvent(task), attempt });
  const { retriedAfterSeconds = Infinity } = delivery;
  if (retriedAfterSeconds > LONGEST_WAIT_SECONDS || attempt >= MAX_ATTEMPTS) return [delivery];
  await sleep(retriedAfterSeconds * 1000);
  return [delivery, ...(await deliverEvent({ task, attempt: attempt + 1 }, environment, instance))];
};

/** Runs a scene through an instance of the function, and compares the outcome with the expected one. */
export const runScene = async (
  scene: Scene,
  { environment, profiles }: DemoContext,
  instance: HostedFunction,
): Promise<SceneResult> => {
  try {
    const events = await scene.setUp(new SceneBuilder(environment, profiles, scene.name));
    const deliveries: Delivery[] = [];
    for (const event of events) deliveries.push(...(await deliverEvent(event, environment, instance)));
    const tasks = events.map(({ task }) => task);
    const evidence = collectEvidence(environment, tasks, deliveries);
    const containers = toContainerOutcomes(evidence.lines, tasks);
    const milliseconds = Math.round(deliveries.reduce((sum, each) => sum + each.milliseconds, 0));
    const retriedAfterSeconds = deliveries.at(-1)?.retriedAfterSeconds;
    const observed = { scene, containers, ...(retriedAfterSeconds === undefined ? {} : { retriedAfterSeconds }) };
    return { ...observed, problems: compareScene(observed, evidence), milliseconds };
  } catch (error) {
    const problem = `the scene could not be run: ${error instanceof Error ? error.message : String(error)}`;
    return { scene, containers: [], problems: [problem], milliseconds: 0 };
  }
};
