import { findDeployment, type Container, type ServiceDeployment, type ServiceRevision } from '../../../verification';
import {
  aContainer,
  anImage,
  aTask,
  aVerified,
  CLUSTER,
  digestOf,
  ECR,
  TASK_DEFINITION,
} from '../../support/domain/domain';
import { failing } from '../../support/domain/fake-ports';
import { aDeployment, aRevision, DEPLOYMENT, fakeService } from '../../support/domain/fake-service';

const running = { task: aTask({ group: 'service:web' }), verified: aVerified() };
const find = (revision: Partial<ServiceRevision>, deployment: Partial<ServiceDeployment> = {}, started = running) => {
  const service = fakeService({ deployments: [aDeployment(deployment)], revisions: [aRevision(revision)] });
  return findDeployment(started, service.ports);
};
const other = { taskDefinitionArn: `${TASK_DEFINITION}0` };

describe('findDeployment', () => {
  it.each<[string, Partial<ServiceRevision>]>([
    ['runs this digest', {}],
    ['runs this digest by another task definition', other],
    ['has no digest yet, but the task definition', { containers: [aContainer({ imageDigest: null })] }],
    [
      'lists several images for the container, and this digest among them',
      { containers: [aContainer({ imageDigest: digestOf('1') }), aContainer()] },
    ],
    ['runs it beside others', { containers: [aContainer({ name: 'log', imageDigest: digestOf('1') }), aContainer()] }],
  ])('finds the deployment whose target %s', async (_what, revision) => {
    expect(await find(revision)).toEqual(aDeployment());
  });

  it.each<[string, Partial<ServiceRevision>, Partial<ServiceDeployment>]>([
    [
      'runs another digest by the same task definition',
      { containers: [aContainer({ imageDigest: digestOf('b') })] },
      {},
    ],
    [
      'has no digest yet, and another task definition',
      { ...other, containers: [aContainer({ imageDigest: null })] },
      {},
    ],
    ['runs the digest in a container of another name', { containers: [aContainer({ name: 'log' })] }, {}],
    ['has no containers', { containers: [] }, {}],
    ['is not known', {}, { targetRevisionArn: null }],
    ['is gone', {}, { targetRevisionArn: 'arn:gone' }],
    ['belongs to another cluster', {}, { clusterArn: `${CLUSTER}-2` }],
    ['belongs to a deployment that has ended', {}, { progress: 'ended' }],
  ])('finds none when its target %s', async (_what, revision, deployment) => {
    const { ports } = fakeService({ deployments: [aDeployment(deployment)], revisions: [aRevision(revision)] });
    const found = await findDeployment(running, { ...ports, listDeployments: async () => [DEPLOYMENT] });
    expect(found).toBeUndefined();
  });

  it('finds the deployment by the index that ECS resolved, while the task reports its platform', async () => {
    const pinned = `${ECR}/shop/web:1@${digestOf('e')}`;
    const verified = aVerified({ image: anImage(pinned, digestOf('a')) });
    const containers = [aContainer({ imageDigest: digestOf('e') })];
    expect(await find({ containers }, {}, { ...running, verified })).toEqual(aDeployment());
  });

  it.each<[string, Partial<ServiceRevision>, boolean]>([
    ['the same', {}, true],
    ['another', other, false],
  ])('finds it by the task definition when the digest of the container is not known: %s', async (...row) => {
    const [, revision, isFound] = row;
    const container: Container = aContainer({ image: '[::1]:5000/miner', imageDigest: null });
    const started = { ...running, verified: aVerified({ container, image: null }) };
    expect((await find(revision, {}, started)) !== undefined).toBe(isFound);
  });

  it('prefers the deployment in progress to one that is rolling back, in any order', async () => {
    const rolling = aDeployment({ arn: `${DEPLOYMENT}-0`, progress: 'rolling-back' });
    for (const deployments of [
      [rolling, aDeployment()],
      [aDeployment(), rolling],
    ])
      expect(await findDeployment(running, fakeService({ deployments }).ports)).toEqual(aDeployment());
  });

  it('finds one that is rolling back when no other runs the image', async () => {
    expect(await find({}, { progress: 'rolling-back' })).toEqual(aDeployment({ progress: 'rolling-back' }));
  });

  it('passes over a deployment that ECS no longer knows', async () => {
    const { ports } = fakeService();
    const listDeployments = async () => ['arn:gone', DEPLOYMENT];
    expect(await findDeployment(running, { ...ports, listDeployments })).toEqual(aDeployment());
  });

  it('asks ECS for the deployments of the service of the task', async () => {
    const asked: unknown[] = [];
    const listDeployments = async (task: unknown) => (asked.push(task), []);
    await findDeployment(running, { ...fakeService().ports, listDeployments });
    expect(asked).toEqual([running.task]);
  });

  it.each(['listDeployments', 'describeDeployment', 'describeRevision'] as const)(
    'throws when ECS cannot be called: %s',
    async (port) => {
      await expect(findDeployment(running, { ...fakeService().ports, [port]: failing })).rejects.toThrow('no');
    },
  );
});
