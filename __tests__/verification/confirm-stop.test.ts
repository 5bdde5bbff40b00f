import { confirmsStop, type Task } from '../../verification';
import { aContainer, aTask, CLUSTER, digestOf, TASK } from '../support/domain/domain';

const expected = { clusterArn: CLUSTER, taskArn: TASK, container: 'web', digest: digestOf('a') };

describe('confirmsStop', () => {
  it.each<[string, Partial<Task>]>([
    ['runs this digest in this container', {}],
    ['has no group', { group: null }],
    ['has not begun to run, but has pulled this digest', { lastStatus: 'PENDING' }],
    [
      'runs other containers beside it',
      { containers: [aContainer({ name: 'api', imageDigest: digestOf('b') }), aContainer()] },
    ],
  ])('is given by a standalone task that %s', (_what, overrides) => {
    expect(confirmsStop(aTask(overrides), expected)).toBe(true);
  });

  it.each<[string, Partial<Task>]>([
    ['is another', { taskArn: `${TASK}0` }],
    ['is on another cluster', { clusterArn: `${CLUSTER}s` }],
    ['is a service', { group: 'service:web' }],
    ['has a group that we do not know', { group: 'daemon:web' }],
    ['is told to end', { desiredStatus: 'STOPPED' }],
    ['is stopping', { lastStatus: 'STOPPING' }],
    ['has ended', { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }],
    ['runs another digest', { containers: [aContainer({ imageDigest: digestOf('b') })] }],
    ['has pulled nothing yet', { containers: [aContainer({ imageDigest: null })] }],
    ['runs this digest in another container only', { containers: [aContainer({ name: 'api' })] }],
    [
      'runs this digest in one container and has the name at another',
      { containers: [aContainer({ name: 'api' }), aContainer({ imageDigest: digestOf('b') })] },
    ],
    ['has no containers', { containers: [] }],
  ])('is not given by a task that %s', (_what, overrides) => {
    expect(confirmsStop(aTask(overrides), expected)).toBe(false);
  });

  it('is not given for a task that ECS does not know', () => {
    expect(confirmsStop(undefined, expected)).toBe(false);
  });
});
