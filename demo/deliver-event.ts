import { setTimeout as sleep } from 'node:timers/promises';
import { toHookEvent } from '../testing/ecs/hook-event';
import type { HostedFunction } from '../testing/lambda/function-host';
import { type Delivery, deliverMessage, type Message } from './deliver-message';
import { deliverNotices } from './deliver-notices';
import type { DemoEnvironment } from './demo-environment';
import { type Course, NOTHING } from './course';
import { runPreview } from './run-preview';
import { runSweep } from './run-sweep';
import type { PausedDeployment, SceneEvent, SweepRuns, TaskStateChange } from './scene';
import { toEcsTask, toTaskEvent } from './task-description';

/** A scene waits for a retry that is due within so many seconds; it does not wait for later ones. */
const LONGEST_WAIT_SECONDS = 2;

/** Ends a scene whose message is always retried at once. */
const MAX_ATTEMPTS = 5;

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

const delivered = async (deliveries: Promise<readonly Delivery[]>): Promise<Course> => ({
  ...NOTHING,
  deliveries: await deliveries,
});

const startTask = (
  { task, attempt = 1, lost }: TaskStateChange,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<Course> => {
  environment.aws.putTask(toEcsTask(task));
  const body = toTaskEvent(task);
  return delivered(lost === true ? Promise.resolve([]) : deliverUntilDone({ body, attempt }, environment, instance));
};

const sweepAll = async (
  { attempt = 1 }: SweepRuns,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<Course> => {
  const run = await runSweep(environment);
  const deliveries: Delivery[] = [];
  for (const body of run.found) deliveries.push(...(await deliverUntilDone({ body, attempt }, environment, instance)));
  return { ...NOTHING, deliveries, sweeps: [run] };
};

/** Lets one step of a scene happen; returns what followed from it. */
export const deliverEvent = async (
  event: SceneEvent,
  environment: DemoEnvironment,
  instance: HostedFunction,
): Promise<Course> => {
  switch (event.kind) {
    case 'happening':
      await event.happen();
      return NOTHING;
    case 'task':
      return startTask(event, environment, instance);
    case 'hook': {
      const message = { body: newestHookEvent(environment, event), attempt: event.attempt ?? 1 };
      return delivered(deliverUntilDone(message, environment, instance));
    }
    case 'sweep':
      return sweepAll(event, environment, instance);
    case 'notices':
      return { ...NOTHING, notices: await deliverNotices(environment) };
    case 'preview':
      return { ...NOTHING, previews: [await runPreview(environment, event.file)] };
  }
};
