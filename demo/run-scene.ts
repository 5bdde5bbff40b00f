import type { HostedFunction } from '../testing/lambda/function-host';
import { compareScene, type ObservedScene } from './compare-scene';
import { toContainerOutcomes } from './container-outcome';
import { type Course, joinCourses } from './course';
import { deliverEvent } from './deliver-event';
import { pushCanaries } from './demo-canaries';
import type { DemoContext } from './demo-context';
import { collectEvidence } from './evidence';
import { toVerdictLines } from './gate-evidence';
import type { Scene } from './scene';
import { SceneBuilder } from './scene-builder';

/** The result of running a scene. */
export interface SceneResult extends ObservedScene {
  /** Every difference from the expected outcome, in words. */
  readonly problems: readonly string[];
  /** How long the function ran, in milliseconds. */
  readonly milliseconds: number;
}

const WEB = [{ name: 'web' }];

const runIn = async (
  scene: Scene,
  { environment, profiles }: DemoContext,
  instance: HostedFunction,
): Promise<SceneResult> => {
  try {
    const builder = new SceneBuilder(environment, profiles, scene.name);
    const events = await scene.setUp(builder);
    const courses: Course[] = [];
    for (const event of events) courses.push(await deliverEvent(event, environment, instance));
    const course = joinCourses(courses);
    const { deliveries } = course;
    const tasks = events.flatMap((event) => (event.kind === 'task' ? [event.task] : []));
    const { deployments } = builder.service;
    const evidence = collectEvidence(environment, { tasks, deployments }, course);
    const deployed = deployments.map(({ arn }) => ({ taskArn: arn, containers: WEB }));
    const lines = [...toVerdictLines(evidence.gate.decisions), ...evidence.lines];
    const containers = toContainerOutcomes(lines, [...deployed, ...tasks]);
    const milliseconds = Math.round(deliveries.reduce((sum, each) => sum + each.milliseconds, 0));
    const retriedAfterSeconds = deliveries.at(-1)?.retriedAfterSeconds;
    const observed = { scene, containers, ...(retriedAfterSeconds === undefined ? {} : { retriedAfterSeconds }) };
    return { ...observed, problems: compareScene(observed, evidence), milliseconds };
  } catch (error) {
    const problem = `the scene could not be run: ${error instanceof Error ? error.message : String(error)}`;
    return { scene, containers: [], problems: [problem], milliseconds: 0 };
  }
};

/**
 * Runs a scene through an instance of the launch function, and compares the outcome with the expected one. A scene that wants
 * an account of its own gets an instance of its own, too.
 */
export const runScene = async (scene: Scene, context: DemoContext, instance: HostedFunction): Promise<SceneResult> => {
  if (!scene.ownAws) return runIn(scene, context, instance);
  const canaries = scene.ownAws === 'with-canaries' ? await pushCanaries(context, scene.name) : undefined;
  const environment = await context.environment.withOwnAws(canaries);
  try {
    const own = await environment.startInstance();
    return await runIn(scene, { ...context, environment }, own).finally(() => own.stop());
  } finally {
    await environment.stop();
  }
};
