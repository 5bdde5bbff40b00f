import { ownersOf } from '../../../verification';
import { CLUSTER } from '../../support/domain/domain';

const task = (group: string | null, owner: string | null) => ({
  taskArn: 'task',
  clusterArn: CLUSTER,
  group,
  taskDefinitionArn: null,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  containers: [],
  startedAt: null,
  owner,
});

describe('ownersOf', () => {
  const ownerOf = ownersOf({
    services: [
      { clusterArn: CLUSTER, name: 'web', owner: 'payments' },
      { clusterArn: CLUSTER, name: 'untagged', owner: null },
    ],
  });

  it.each([
    ["that of the task's service", task('service:web', 'someone'), 'payments'],
    ["the task's own, where its service has none", task('service:untagged', 'someone'), 'someone'],
    ["the task's own, without a service", task(null, 'someone'), 'someone'],
    [
      "the task's own, where the service is in another cluster",
      { ...task('service:web', 'me'), clusterArn: 'b' },
      'me',
    ],
    ['none, where neither has one', task('service:untagged', null), null],
  ])('looks up the owner of a task: %s', (_what, each, owner) => {
    expect(ownerOf(each)).toBe(owner);
  });
});
