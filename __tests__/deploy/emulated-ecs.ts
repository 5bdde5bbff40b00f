import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { HOOK_DETAIL_TYPE, type HookChange, toHookDetail } from '../../testing/ecs/hook-event';
import type { Interceptor } from '../../testing/moto/moto-call';
import template from '../fixtures/events/fargate-service-running.json';
import { clientSettings, type Caller } from './call-aws';

/** A task as far as its events need it. */
export interface StartedTask {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly group: string;
  readonly image: string;
}

const answerShape = z.object({
  tasks: z.array(
    z.object({
      taskArn: z.string(),
      clusterArn: z.string(),
      group: z.string().optional(),
      containers: z.array(z.object({ image: z.string() })).min(1),
    }),
  ),
});

/** Parses the tasks in a response of RunTask. */
export const startedTasks = (answer: unknown): readonly StartedTask[] =>
  answerShape.parse(answer).tasks.map(({ taskArn, clusterArn, group = 'family:sample', containers }) => ({
    taskArn,
    clusterArn,
    group,
    image: containers[0]?.image ?? '',
  }));

const VERSIONS = { PROVISIONING: 1, PENDING: 2, RUNNING: 4 } as const;

// A recorded event with this task's names. As on Fargate, it has the digest from RUNNING on.
const detailOf = ({ taskArn, clusterArn, group, image }: StartedTask, lastStatus: keyof typeof VERSIONS): object => {
  const [container] = template.detail.containers;
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
  const { imageDigest: _, ...unpulled } = { ...container, name: 'sample', image, lastStatus, taskArn };
  const pulled = lastStatus === 'RUNNING' ? { ...unpulled, imageDigest: digest } : unpulled;
  return {
    ...template.detail,
    taskArn,
    clusterArn,
    group,
    lastStatus,
    startedBy: group.startsWith('service:') ? template.detail.startedBy : 'image-trust-sample',
    version: VERSIONS[lastStatus],
    containers: [pulled],
  };
};

/** Sends the state changes of at most ten tasks to EventBridge, as ECS does. */
export const sendTaskEvents = async (
  caller: Caller,
  tasks: readonly StartedTask[],
  states: readonly (keyof typeof VERSIONS)[] = ['PROVISIONING', 'PENDING', 'RUNNING'],
): Promise<void> => {
  const client = new EventBridgeClient(clientSettings(caller));
  for (const state of states) {
    const entries = tasks.map((task) => ({
      Source: 'aws.ecs',
      DetailType: template['detail-type'],
      Resources: [task.taskArn],
      Detail: JSON.stringify(detailOf(task, state)),
    }));
    await client.send(new PutEventsCommand({ Entries: entries }));
  }
};

/** Sends the events of every task that RunTask starts, since moto's ECS sends none. */
export const sendingTaskEvents =
  (getCaller: () => Caller): Interceptor =>
  async (exchange, moto) => {
    const answer = await moto(exchange);
    if (exchange.service === 'ecs' && exchange.operation === 'RunTask' && answer.status === 200)
      await sendTaskEvents(getCaller(), startedTasks(JSON.parse(answer.body.toString())));
    return answer;
  };

/** Sends the event about a pause hook that has changed to EventBridge, as ECS does. */
export const sendHookEvent = async (caller: Caller, change: HookChange): Promise<void> => {
  const entry = {
    Source: 'aws.ecs',
    DetailType: HOOK_DETAIL_TYPE,
    Resources: [change.deploymentArn],
    Detail: JSON.stringify(toHookDetail(change)),
  };
  await new EventBridgeClient(clientSettings(caller)).send(new PutEventsCommand({ Entries: [entry] }));
};

/** A task that was never started, so that ECS does not know it. */
export const toFakeTask = (cluster: string, image: string): StartedTask => ({
  taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/${cluster}/${randomUUID().replaceAll('-', '')}`,
  clusterArn: `arn:aws:ecs:eu-west-1:111122223333:cluster/${cluster}`,
  group: 'family:sample',
  image,
});
