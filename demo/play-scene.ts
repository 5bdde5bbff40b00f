import { setTimeout as sleep } from 'node:timers/promises';
import type { HostedFunction } from '../testing/lambda/function-host';
import { compareScene } from './compare-scene';
import { type Delivery, deliverMessage } from './deliver-message';
import { collectEvidence } from './evidence';
import type { DemoProfiles } from './demo-profiles';
import { answersOf, type SceneAnswer } from './scene-answer';
import type { Scene, SceneEvent } from './scene';
import { SceneBuilder } from './scene-builder';
import type { DemoEnvironment } from './demo-environment';
import { toEcsTask, toTaskEvent } from './task-description';

/** A message that comes back within so many seconds is waited for. */
const PATIENCE_SECONDS = 2;

/** A message that keeps coming back at once is not waited for without end. */
const MOST_ATTEMPTS = 5;

/** A scene that was played, and what came of it. */
export interface PlayedScene {
  readonly scene: Scene;
  readonly answers: readonly SceneAnswer[];
  /** After how many seconds the last message comes back; absent when it does not. */
  readonly comesBackAfter?: number;
  /** What is not as expected, in words; nothing when all is. */
  readonly problems: readonly string[];
  /** How long the function took, in milliseconds. */
  readonly milliseconds: number;
}

/** Where scenes are played. */
export interface DemoContext {
  readonly stage: DemoEnvironment;
  readonly profiles: DemoProfiles;
}

const deliverEvent = async (
  { task, attempt = 1 }: SceneEvent,
  stage: DemoEnvironment,
  instance: HostedFunction,
): Promise<readonly Delivery[]> => {
  stage.aws.putTask(toEcsTask(task));
  const delivery = await deliverMessage(stage, instance, { body: toTaskEvent(task), attempt });
  const { comesBackAfter = Infinity } = delivery;
  if (comesBackAfter > PATIENCE_SECONDS || attempt >= MOST_ATTEMPTS) return [delivery];
  await sleep(comesBackAfter * 1000);
  return [delivery, ...(await deliverEvent({ task, attempt: attempt + 1 }, stage, instance))];
};

/** Plays a scene through an instance of the function, and compares what it did with what is expected. */
export const playScene = async (scene: Scene, theatre: DemoContext, instance: HostedFunction): Promise<PlayedScene> => {
  const { stage, profiles } = theatre;
  try {
    const events = await scene.setUp(new SceneBuilder(stage.world, profiles, scene.name));
    const deliveries: Delivery[] = [];
    for (const event of events) deliveries.push(...(await deliverEvent(event, stage, instance)));
    const tasks = events.map(({ task }) => task);
    const evidence = collectEvidence(stage, tasks, deliveries);
    const answers = answersOf(evidence.lines, tasks);
    const milliseconds = Math.round(deliveries.reduce((sum, each) => sum + each.milliseconds, 0));
    const comesBackAfter = deliveries.at(-1)?.comesBackAfter;
    const seen = { scene, answers, ...(comesBackAfter === undefined ? {} : { comesBackAfter }) };
    return { ...seen, problems: compareScene(seen, evidence), milliseconds };
  } catch (error) {
    const problem = `the scene could not be played: ${error instanceof Error ? error.message : String(error)}`;
    return { scene, answers: [], problems: [problem], milliseconds: 0 };
  }
};
