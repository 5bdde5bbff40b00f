import { confirmsStop, type Task } from '../../verification';
import { aContainer, aTask, CLUSTER, digestOf, TASK } from '../support/domain/domain';

const expected = { clusterArn: CLUSTER, taskArn: TASK, container: 'web', digest: digestOf('a') };

describe('confirmsStop', () => {
  it.each<[string, Partial<Task>]>([
    ['runs this digest in this container', {}],
    ['has no group', { group: null }],
    ['is still starting, but has pulled this digest', { lastStatus: 'PENDING' }],
    [
      'also runs other containers',
      { containers: [aContainer({ name: 'api', imageDigest: digestOf('b') }), aContainer()] },
    ],
  ])('confirms the stop of a standalone task that %s', (_what, overrides) => {
    expect(confirmsStop(aTask(overrides), expected)).toBe(true);
  });

  it.each<[string, Partial<Task>]>([
    ['is another task', { taskArn: `${TASK}0` }],
    ['runs on another cluster', { clusterArn: `${CLUSTER}s` }],
    ['belongs to a service', { group: 'service:web' }],
    ['belongs to an unknown group', { group: 'daemon:web' }],
    ['is about to stop', { desiredStatus: 'STOPPED' }],
    ['is stopping', { lastStatus: 'STOPPING' }],
    ['has ended', { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }],
    ['runs another digest', { containers: [aContainer({ imageDigest: digestOf('b') })] }],
    ['has pulled nothing yet', { containers: [aContainer({ imageDigest: null })] }],
    ['runs this digest in another container only', { containers: [aContainer({ name: 'api' })] }],
    [
      'runs this digest in one container and has the expected name at another',
      { containers: [aContainer({ name: 'api' }), aContainer({ imageDigest: digestOf('b') })] },
    ],
    ['has no containers', { containers: [] }],
  ])('does not confirm the stop of a task that %s', (_what, overrides) => {
    expect(confirmsStop(aTask(overrides), expected)).toBe(false);
  });

  it('does not confirm the stop of a task that ECS does not know', () => {
    expect(confirmsStop(undefined, expected)).toBe(false);
  });
});
