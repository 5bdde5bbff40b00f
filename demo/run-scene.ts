import { setTimeout as sleep } from 'node:timers/promises';
import { toHookEvent } from '../testing/ecs/hook-event';
import type { HostedFunction } from '../testing/lambda/function-host';
import { compareScene, type ObservedScene } from './compare-scene';
import { toContainerOutcomes } from './container-outcome';
import { type Delivery, deliverMessage, type Message } from './deliver-message';
import type { DemoContext } from './demo-context';
import type { DemoEnvironment } from './demo-environment';
import { collectEvidence } from './evidence';
import { toVerdictLines } from './gate-evidence';
import type { PausedDeployment, Scene, SceneEvent } from './scene';
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

const deliverUntilDone = async (
  message: Message,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<readonly Delivery[]> => {
  const delivery = await deliverMessage(environment, instance, message);
  const { retriedAfterSeconds = Infinity } = delivery;
  if (retriedAfterSeconds > LONGEST_WAIT_SECONDS || message.attempt >= MAX_ATTEMPTS) return [delivery];
  await sleep(retriedAfterSeconds * 1000);
  const again = { ...message, attempt: message.attempt + 1 };
  return [delivery, ...(await deliverUntilDone(again, environment, instance))];
};

const newestHookEvent = ({ aws }: DemoEnvironment, { deployment }: PausedDeployment): string => {
  const { arn } = typeof deployment === 'function' ? deployment() : deployment;
  const change = aws.hookChanges.findLast(
    ({ deploymentArn, hook }) => deploymentArn === arn && hook.status === 'AWAITING_ACTION',
  );
  if (change === undefined) throw new Error(`the deployment ${arn} has not paused`);
  return toHookEvent(change);
};

const deliverEvent = async (
  event: SceneEvent,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<readonly Delivery[]> => {
  switch (event.kind) {
    case 'happening':
      await event.happen();
      return [];
    case 'task': {
      environment.aws.putTask(toEcsTask(event.task));
      const message = { body: toTaskEvent(event.task), attempt: event.attempt ?? 1 };
      return deliverUntilDone(message, environment, instance);
    }
    case 'hook': {
      const message = { body: newestHookEvent(environment, event), attempt: event.attempt ?? 1 };
      return deliverUntilDone(message, environment, instance);
    }
  }
};

const WEB = [{ name: 'web' }];

/** Runs a scene through an instance of the function, and compares the outcome with the expected one. */
export const runScene = async (
  scene: Scene,
  { environment, profiles }: DemoContext,
  instance: HostedFunction,
): Promise<SceneResult> => {
  try {
    const builder = new SceneBuilder(environment, profiles, scene.name);
    const events = await scene.setUp(builder);
    const deliveries: Delivery[] = [];
    for (const event of events) deliveries.push(...(await deliverEvent(event, environment, instance)));
    const tasks = events.flatMap((event) => (event.kind === 'task' ? [event.task] : []));
    const { deployments } = builder.service;
    const evidence = collectEvidence(environment, { tasks, deployments }, deliveries);
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
