import { randomUUID } from 'node:crypto';
import type { EcsTask } from '../testing/aws/ecs-tasks';
import { ACCOUNT, clusterArn, REGION } from './demo-account';

/** A container of a task; a missing field is one that ECS does not report. */
export interface ContainerDescription {
  readonly name: string;
  readonly image?: string;
  readonly imageDigest?: string;
}

/** The state of a task at one moment. */
export interface TaskDescription {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly group: string;
  readonly lastStatus: 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly containers: readonly ContainerDescription[];
}

/** Input of {@link describeTask}. */
export interface TaskInput {
  readonly containers: readonly ContainerDescription[];
  /** Default: `demo`, which is in audit mode. */
  readonly cluster?: string;
  /** Default: the group of a standalone task. */
  readonly group?: string;
}

const VERSIONS = { PROVISIONING: 1, PENDING: 2, RUNNING: 3, STOPPED: 6 } as const;

/** A running task with a unique ARN. */
export const describeTask = ({ containers, cluster = 'demo', group = 'family:demo' }: TaskInput): TaskDescription => {
  const id = randomUUID().replaceAll('-', '');
  const taskArn = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/${cluster}/${id}`;
  return { taskArn, clusterArn: clusterArn(cluster), group, lastStatus: 'RUNNING', containers };
};

const desiredStatusOf = ({ lastStatus }: TaskDescription): 'RUNNING' | 'STOPPED' =>
  lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING';

const toDetail = (task: TaskDescription): object => {
  const containers = task.containers.map((container) => ({
    containerArn: `${task.taskArn.replace(':task/', ':container/')}/${randomUUID()}`,
    lastStatus: task.lastStatus,
    ...container,
    networkInterfaces: [],
    cpu: '0',
    taskArn: task.taskArn,
  }));
  return {
    attachments: [],
    attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
    availabilityZone: `${REGION}a`,
    clusterArn: task.clusterArn,
    containers,
    cpu: '256',
    desiredStatus: desiredStatusOf(task),
    group: task.group,
    launchType: 'FARGATE',
    lastStatus: task.lastStatus,
    memory: '512',
    overrides: { containerOverrides: task.containers.map(({ name }) => ({ name })) },
    platformVersion: '1.4.0',
    startedBy: task.group.startsWith('service:') ? 'ecs-svc/2770844949256052681' : 'demo',
    taskArn: task.taskArn,
    taskDefinitionArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/demo:1`,
    version: VERSIONS[task.lastStatus],
  };
};

/** The message body that EventBridge sends to the queue when the task's state changes: the event in AWS's own shape. */
export const toTaskEvent = (task: TaskDescription): string => {
  const time = new Date().toISOString();
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [task.taskArn],
    detail: { ...toDetail(task), createdAt: time, updatedAt: time },
  });
};

/** The task as DescribeTasks returns it. */
export const toEcsTask = (task: TaskDescription): EcsTask => ({ ...task, desiredStatus: desiredStatusOf(task) });
