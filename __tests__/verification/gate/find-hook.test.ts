import { findHook, GATE_STAGES, type HookStatus, type ServiceDeployment } from '../../../verification';
import { aLoadedTrust, CLUSTER } from '../../support/domain/domain';
import { aHook, aPauseHook, aServiceDeployment, DEPLOYMENT, SERVICE } from '../../support/gate/fake-deployment';
import { GATED } from '../../support/gate/fake-gate';

const OTHER = CLUSTER.replace('pay', 'other');
const describing = (deployment: ServiceDeployment | undefined) => {
  const described: string[] = [];
  const describeDeployment = async (arn: string) => (described.push(arn), deployment);
  return { described, describeDeployment };
};
const find = (
  deployment: Partial<ServiceDeployment> = {},
  hook: Parameters<typeof aHook>[0] = {},
  trust = aLoadedTrust(GATED),
) => findHook(aHook(hook), trust, describing(aServiceDeployment(deployment)));

describe('findHook', () => {
  it('finds a hook that awaits an action at a gated stage, by what ECS describes', async () => {
    const found = await find({}, { clusterArn: '', serviceArn: '' });
    expect(found).toMatchObject({ kind: 'awaiting', hook: { clusterArn: CLUSTER, serviceArn: SERVICE } });
    expect(found).toMatchObject({ deployment: { arn: DEPLOYMENT }, pause: aPauseHook() });
  });

  it('does not ask ECS about a stage that the cluster of the event does not gate', async () => {
    const ecs = describing(aServiceDeployment());
    await expect(findHook(aHook({ stage: 'POST_SCALE_UP' }), aLoadedTrust(GATED), ecs)).resolves.toMatchObject({
      kind: 'left-alone',
    });
    expect(ecs.described).toEqual([]);
  });

  it('leaves a cluster alone that is not gated, also when the event claims another one', async () => {
    const trust = aLoadedTrust({ ...GATED, gate: { stages: [], clusters: { [OTHER]: ['PRE_SCALE_UP'] } } });
    for (const clusterArn of [CLUSTER, OTHER, ''])
      await expect(find({}, { clusterArn }, trust)).resolves.toMatchObject({ kind: 'left-alone' });
    await expect(find({ clusterArn: OTHER }, { clusterArn: OTHER }, trust)).resolves.toMatchObject({
      kind: 'awaiting',
    });
  });

  it.each(GATE_STAGES.filter((stage) => stage !== 'PRE_SCALE_UP'))(
    'leaves a hook alone when the deployment is at another stage with hooks: %s',
    async (stage) => {
      await expect(find({ stage })).resolves.toMatchObject({ kind: 'left-alone' });
    },
  );

  it.each([null, 'SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT'])(
    'finds the hook when ECS names a stage that has no hooks, or none: %s',
    async (stage) => {
      await expect(find({ stage })).resolves.toMatchObject({ kind: 'awaiting' });
    },
  );

  it.each([
    ['ECS does not know it any more', undefined],
    ['ECS describes another one', aServiceDeployment({ arn: `${DEPLOYMENT}0` })],
    ['it has no such hook', aServiceDeployment({ hooks: [aPauseHook({ hookId: 'another' })] })],
  ])('leaves a deployment alone when %s', async (_what, deployment) => {
    const found = findHook(aHook(), aLoadedTrust(GATED), describing(deployment));
    await expect(found).resolves.toMatchObject({ kind: 'left-alone' });
  });

  it.each<[HookStatus, object]>([
    ['succeeded', { kind: 'ended', result: 'continue' }],
    ['failed', { kind: 'ended', result: 'roll-back' }],
    ['timed-out', { kind: 'ended', result: 'timed-out' }],
    ['in-progress', { kind: 'unsettled' }],
    ['unknown', { kind: 'unsettled' }],
  ])('never takes a hook for one that awaits an action when it is %s', async (status, expected) => {
    await expect(find({ hooks: [aPauseHook({ status })] })).resolves.toMatchObject(expected);
  });

  it.each(['rolling-back', 'ended'] as const)('finds an end when the deployment is %s', async (progress) => {
    for (const status of ['awaiting-action', 'in-progress', 'unknown'] as const)
      await expect(find({ progress, hooks: [aPauseHook({ status })] })).resolves.toMatchObject({
        kind: 'ended',
        result: 'roll-back',
      });
    await expect(find({ progress, hooks: [aPauseHook({ status: 'succeeded' })] })).resolves.toMatchObject({
      result: 'continue',
    });
  });

  it('rejects when ECS could not be called', async () => {
    const describeDeployment = () => Promise.reject(new Error('throttled'));
    await expect(findHook(aHook(), aLoadedTrust(GATED), { describeDeployment })).rejects.toThrow('throttled');
  });
});
