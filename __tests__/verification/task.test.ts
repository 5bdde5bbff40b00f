import {
  isEnding,
  serviceNameOf,
  taskPhaseFor,
  workloadKindFor,
  type TaskPhase,
  type WorkloadKind,
} from '../../verification';
import { aTask, DAEMON_TASK_DEFINITION as DAEMON } from '../support/domain/domain';

describe('workloadKindFor', () => {
  it.each<[string | null, WorkloadKind]>([
    ['service:checkout', 'service'],
    ['family:checkout', 'standalone'],
    [null, 'standalone'],
    ['family:service:checkout', 'standalone'],
    ['nightly-etl', 'standalone'],
    ['daemon:agent', 'standalone'],
    ['', 'standalone'],
    ['service', 'standalone'],
    ['family', 'standalone'],
    ['Service:checkout', 'standalone'],
    [' service:checkout', 'standalone'],
    ['x\nservice:checkout', 'standalone'],
  ])('rule 11: is decided by no free text of whoever started the task: group %j is %s', (group, kind) => {
    expect(workloadKindFor(aTask({ group }))).toBe(kind);
    expect(workloadKindFor(aTask({ group, taskDefinitionArn: null }))).toBe(kind);
  });

  it.each<[string | null, WorkloadKind]>([
    [DAEMON, 'daemon'],
    [DAEMON.replace('arn:aws:', 'arn:aws-us-gov:'), 'daemon'],
    ['arn:aws:ecs:eu-west-1:111122223333:task-definition/daemon-task-definition:3', 'standalone'],
    [`x${DAEMON}`, 'standalone'],
    ['daemon-task-definition/agent:3', 'standalone'],
    [DAEMON.replace(':ecs:', ':ec2:'), 'standalone'],
    [null, 'standalone'],
  ])('recognises a managed daemon by its task definition: %s is %s', (taskDefinitionArn, kind) => {
    for (const group of [null, 'family:agent', 'anything'])
      expect(workloadKindFor(aTask({ group, taskDefinitionArn }))).toBe(kind);
  });
});

describe('serviceNameOf', () => {
  it.each<[string | null, string | undefined]>([
    ['service:checkout', 'checkout'],
    ['service:service:checkout', 'service:checkout'],
    ['service:', ''],
    ['family:checkout', undefined],
    [null, undefined],
  ])('is the name that ECS itself wrote into the group: %j', (group, name) => {
    expect(serviceNameOf({ group })).toBe(name);
  });
});

describe('taskPhaseFor', () => {
  it.each<[string, TaskPhase]>([
    ['PROVISIONING', 'starting'],
    ['PENDING', 'starting'],
    ['ACTIVATING', 'starting'],
    ['RUNNING', 'running'],
    ['DEACTIVATING', 'ended'],
    ['STOPPING', 'ended'],
    ['DEPROVISIONING', 'ended'],
    ['STOPPED', 'ended'],
    ['DELETED', 'ended'],
    ['A_FUTURE_STATUS', 'running'],
    ['__proto__', 'running'],
  ])('of %s is %s', (lastStatus, phase) => {
    expect(taskPhaseFor(aTask({ lastStatus }))).toBe(phase);
  });
});

describe('isEnding', () => {
  it.each([
    ['RUNNING', 'RUNNING', false],
    ['PENDING', 'RUNNING', false],
    ['RUNNING', 'STOPPED', true],
    ['PENDING', 'STOPPED', true],
    ['STOPPING', 'RUNNING', true],
    ['STOPPED', 'STOPPED', true],
  ])('of a task with last status %s and desired status %s: %s', (lastStatus, desiredStatus, ending) => {
    expect(isEnding(aTask({ lastStatus, desiredStatus }))).toBe(ending);
  });
});
