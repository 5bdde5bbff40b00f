import { DEMO_DEPLOYMENT } from '../../demo/demo-deployment';
import { running } from '../../demo/one-container';
import { describeTask, type TaskDescription } from '../../demo/task-description';
import type { HostedFunction } from '../../testing/lambda/function-host';
import { BUILD_TIME, LaunchEnvironment } from '../support/environment/launch-environment';

jest.setTimeout(30_000);

let clusters = 0;

describe('the launch function and its responses', () => {
  let world: LaunchEnvironment;
  let instance: HostedFunction;

  beforeAll(async () => {
    world = await LaunchEnvironment.start();
    instance = await world.instance({ ...DEMO_DEPLOYMENT, mode: 'enforce' });
  }, BUILD_TIME);

  afterAll(() => world.stop());

  afterEach(() => world.environment.aws.clearFaults());

  /** A cluster of its own, since a budget belongs to a cluster. */
  const cluster = (): string => `cluster-${(clusters += 1)}`;

  /** A standalone task whose image is signed by nobody whom its policy names: stopped without a second look. */
  const runsUntrusted = async (): Promise<TaskDescription> => {
    const scenery = world.sceneBuilder();
    const image = await scenery.pushSigned('app', { profile: scenery.profiles.untrusted });
    return describeTask({ cluster: cluster(), containers: [running('web', image)] });
  };

  it('comes back when EventBridge refuses the event, and tells it later', async () => {
    const image = await world.sceneBuilder().push();
    const task = describeTask({ group: 'service:web', containers: [running('web', image)] });
    world.environment.aws.refuseEntries({ code: 'InternalFailure', message: 'not now' });
    const refused = await world.deliver(instance, task);
    expect(refused.comesBackAfter).toBe(30);
    expect(world.evidence(task).messages).toHaveLength(1);
    world.environment.aws.clearFaults();
    world.environment.aws.forgetCalls();
    const taken = await world.deliver(instance, task, { attempt: 2 });
    expect(taken.comesBackAfter).toBeUndefined();
    expect(world.evidence(task).events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
  });

  it('comes back when the task may not be stopped, and stops it later', async () => {
    const task = await runsUntrusted();
    const denial = { service: 'ecs', action: 'StopTask', code: 'AccessDeniedException', status: 400 };
    world.environment.aws.fail(denial);
    const denied = await world.deliver(instance, task);
    expect(denied.comesBackAfter).toBe(30);
    expect(world.evidence(task).events).toMatchObject([{ reason: 'signer-not-trusted', response: 'stop-failed' }]);
    world.environment.aws.clearFaults();
    world.environment.aws.forgetCalls();
    const allowed = await world.deliver(instance, task, { attempt: 2 });
    expect(allowed.comesBackAfter).toBeUndefined();
    const { stops, events } = world.evidence(task);
    expect(stops).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ reason: 'signer-not-trusted', response: 'stopped' });
  });

  it('stops nothing when ECS says that another digest runs', async () => {
    const task = await runsUntrusted();
    const containers = task.containers.map((each) => ({ ...each, imageDigest: `sha256:${'0'.repeat(64)}` }));
    await world.deliver(instance, task, { known: { ...task, containers } });
    const { stops, events } = world.evidence(task);
    expect(stops).toEqual([]);
    expect(events).toMatchObject([{ reason: 'signer-not-trusted', response: 'not-running' }]);
  });

  it('stops nothing when the image was signed while its message waited', async () => {
    const scenery = world.sceneBuilder();
    const image = await scenery.push();
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const early = await world.deliver(instance, task);
    expect(early.comesBackAfter).toBe(1);
    await scenery.sign(image);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const late = await world.deliver(instance, task, { attempt: 2 });
    const { stops, lines } = world.evidence(task, early, late);
    expect(stops).toEqual([]);
    expect(lines.map(({ verdict, response }) => `${verdict} ${response}`).sort()).toEqual([
      'trusted recorded',
      'untrusted stop-pending',
    ]);
  });

  it('mistake 4: in enforce an outage stops nothing and accuses nobody', async () => {
    const scenery = world.sceneBuilder();
    const image = await scenery.push();
    scenery.disturbRegistry(scenery.repository(), { kind: 'status', status: 500 });
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const delivery = await world.deliver(instance, task, { attempt: 7 });
    const { stops, events, messages, lines } = world.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'registry-unavailable' }]);
    expect([stops, events, messages, delivery.comesBackAfter]).toEqual([[], [], [], 900]);
  });
});
