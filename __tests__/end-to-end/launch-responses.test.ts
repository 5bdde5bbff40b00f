import { DEMO_DEPLOYMENT } from '../../demo/demo-deployment';
import { running } from '../../demo/one-container';
import { describeTask, type TaskDescription } from '../../demo/task-description';
import type { HostedFunction } from '../../testing/lambda/function-host';
import { BUILD_TIME, LaunchWorld } from '../support/environment/launch-in-environment';

jest.setTimeout(30_000);

let clusters = 0;

describe('the launch function and its responses', () => {
  let world: LaunchWorld;
  let instance: HostedFunction;

  beforeAll(async () => {
    world = await LaunchWorld.start();
    instance = await world.instance({ ...DEMO_DEPLOYMENT, mode: 'enforce' });
  }, BUILD_TIME);

  afterAll(() => world.stop());

  afterEach(() => world.stage.aws.clearFaults());

  /** A cluster of its own, since a budget belongs to a cluster. */
  const cluster = (): string => `cluster-${(clusters += 1)}`;

  /** A standalone task whose image is signed by nobody whom its policy names: stopped without a second look. */
  const runsUntrusted = async (): Promise<TaskDescription> => {
    const scenery = world.scenery();
    const image = await scenery.pushSigned('app', { profile: scenery.profiles.untrusted });
    return describeTask({ cluster: cluster(), containers: [running('web', image)] });
  };

  it('comes back when EventBridge refuses the event, and tells it later', async () => {
    const image = await world.scenery().push();
    const task = describeTask({ group: 'service:web', containers: [running('web', image)] });
    world.stage.aws.refuseEntries({ code: 'InternalFailure', message: 'not now' });
    const refused = await world.deliver(instance, task);
    expect(refused.comesBackAfter).toBe(30);
    expect(world.evidence(task).messages).toHaveLength(1);
    world.stage.aws.clearFaults();
    world.stage.aws.forgetCalls();
    const taken = await world.deliver(instance, task, { attempt: 2 });
    expect(taken.comesBackAfter).toBeUndefined();
    expect(world.evidence(task).events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
  });

  it('comes back when the task may not be stopped, and stops it later', async () => {
    const task = await runsUntrusted();
    const denial = { service: 'ecs', action: 'StopTask', code: 'AccessDeniedException', status: 400 };
    world.stage.aws.fail(denial);
    const denied = await world.deliver(instance, task);
    expect(denied.comesBackAfter).toBe(30);
    expect(world.evidence(task).events).toMatchObject([{ reason: 'signer-not-trusted', response: 'stop-failed' }]);
    world.stage.aws.clearFaults();
    world.stage.aws.forgetCalls();
    const allowed = await world.deliver(instance, task, { attempt: 2 });
    expect(allowed.comesBackAfter).toBeUndefined();
    const { stops, events } = world.evidence(task);
    expect(stops).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ reason: 'signer-not-trusted', response: 'stopped' });
  });

  it('verifies the digest that ECS describes, not the one of the event, before it stops a task', async () => {
    const task = await runsUntrusted();
    const containers = task.containers.map((each) => ({ ...each, imageDigest: `sha256:${'0'.repeat(64)}` }));
    const delivery = await world.deliver(instance, task, { known: { ...task, containers } });
    const { stops, events, lines } = world.evidence(task, delivery);
    expect([stops, events, delivery.comesBackAfter]).toEqual([[], [], 30]);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'image', reason: 'image-not-found' }]);
  });

  it('stops nothing when the image was signed while its message waited', async () => {
    const scenery = world.scenery();
    const image = await scenery.push();
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const early = await world.deliver(instance, task);
    expect(early.comesBackAfter).toBe(1);
    await scenery.sign(image);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const late = await world.deliver(instance, task, { attempt: 2 });
    const { stops, lines, messages } = world.evidence(task, early, late);
    expect(stops).toEqual([]);
    expect(lines.map(({ verdict, response }) => `${verdict} ${response}`).sort()).toEqual([
      'trusted reported',
      'untrusted stop-pending',
    ]);
    expect(messages).toHaveLength(2);
  });

  it('mistake 4: in enforce an outage stops nothing and accuses nobody', async () => {
    const scenery = world.scenery();
    const image = await scenery.push();
    scenery.disturbRegistry(scenery.repository(), { kind: 'status', status: 500 });
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const delivery = await world.deliver(instance, task, { attempt: 7 });
    const { stops, events, messages, lines } = world.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'registry-unavailable' }]);
    expect([stops, events, messages, delivery.comesBackAfter]).toEqual([[], [], [], 900]);
  });
});
