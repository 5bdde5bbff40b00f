import { isEnding, taskPhaseFor, workloadKindFor, type TaskPhase, type WorkloadKind } from '../../verification';
import { aTask } from '../support/domain/domain';

describe('workloadKindFor', () => {
  it.each<[string | null, WorkloadKind]>([
    ['service:checkout', 'service'],
    ['family:checkout', 'standalone'],
    [null, 'standalone'],
    ['family:service:checkout', 'standalone'],
    ['daemon:agent', 'other'],
    ['', 'other'],
    ['service', 'other'],
    ['family', 'other'],
    ['Service:checkout', 'other'],
    [' service:checkout', 'other'],
    ['x\nservice:checkout', 'other'],
    ['checkout', 'other'],
  ])('of group %j is %s', (group, kind) => {
    expect(workloadKindFor(group)).toBe(kind);
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
