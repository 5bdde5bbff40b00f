import { DEMO_DEPLOYMENT } from '../../demo/demo-deployment';
import { running } from '../../demo/one-container';
import { describeTask, type TaskDescription } from '../../demo/task-description';
import type { HostedFunction } from '../../testing/lambda/function-host';
import { backOffSeconds } from '../../verification/back-off';
import { BUILD_TIME, LaunchEnvironment } from '../support/environment/launch-environment';

jest.setTimeout(30_000);

const CONFIRM_SECONDS = DEMO_DEPLOYMENT.responses.confirmUnsignedAfterSeconds;

let clusters = 0;

describe('the launch function: responses', () => {
  let launch: LaunchEnvironment;
  let instance: HostedFunction;

  beforeAll(async () => {
    launch = await LaunchEnvironment.start();
    const responses = { ...DEMO_DEPLOYMENT.responses, services: 'report' as const };
    instance = await launch.instance({ ...DEMO_DEPLOYMENT, responses, mode: 'enforce' });
  }, BUILD_TIME);

  afterAll(() => launch.stop());

  afterEach(() => launch.environment.aws.clearFaults());

  /** A new cluster for each test, since each cluster has a stop budget. */
  const cluster = (): string => `cluster-${(clusters += 1)}`;

  /** A standalone task whose image has a revoked signature: it is stopped without a second verification. */
  const runsRevoked = async (): Promise<TaskDescription> => {
    const builder = launch.sceneBuilder();
    const image = await builder.pushSigned('app', { profile: builder.profiles.revoked });
    return describeTask({ cluster: cluster(), containers: [running('web', image)] });
  };

  it('retries when EventBridge refuses the event, and sends it then', async () => {
    const image = await launch.sceneBuilder().push();
    const task = describeTask({ group: 'service:web', containers: [running('web', image)] });
    launch.environment.aws.refuseEntries({ code: 'InternalFailure', message: 'not now' });
    const refused = await launch.deliver(instance, task);
    expect(refused.retriedAfterSeconds).toBe(backOffSeconds(1));
    expect(launch.evidence(task).messages).toHaveLength(1);
    launch.environment.aws.clearFaults();
    launch.environment.aws.forgetCalls();
    const accepted = await launch.deliver(instance, task, { attempt: 2 });
    expect(accepted.retriedAfterSeconds).toBeUndefined();
    expect(launch.evidence(task).events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
  });

  it('retries when StopTask is denied, and stops the task then', async () => {
    const task = await runsRevoked();
    const denial = { service: 'ecs', action: 'StopTask', code: 'AccessDeniedException', status: 400 };
    launch.environment.aws.fail(denial);
    const denied = await launch.deliver(instance, task);
    expect(denied.retriedAfterSeconds).toBe(backOffSeconds(1));
    expect(launch.evidence(task).events).toMatchObject([{ reason: 'revoked', response: 'stop-failed' }]);
    launch.environment.aws.clearFaults();
    launch.environment.aws.forgetCalls();
    const allowed = await launch.deliver(instance, task, { attempt: 2 });
    expect(allowed.retriedAfterSeconds).toBeUndefined();
    const { stops, events } = launch.evidence(task);
    expect(stops).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ reason: 'revoked', response: 'stopped' });
  });

  it('rule 8: verifies the digest that ECS describes, not the one of the event, before it stops a task', async () => {
    const task = await runsRevoked();
    const containers = task.containers.map((each) => ({ ...each, imageDigest: `sha256:${'0'.repeat(64)}` }));
    const delivery = await launch.deliver(instance, task, { known: { ...task, containers } });
    const { stops, events, lines } = launch.evidence(task, delivery);
    expect([stops, events, delivery.retriedAfterSeconds]).toEqual([[], [], 30]);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'image', reason: 'image-not-found' }]);
  });

  it('rule 8: stops nothing when the image was signed before the retry', async () => {
    const builder = launch.sceneBuilder();
    const image = await builder.push();
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const early = await launch.deliver(instance, task);
    expect(early.retriedAfterSeconds).toBe(CONFIRM_SECONDS);
    await builder.sign(image);
    await new Promise((resolve) => setTimeout(resolve, CONFIRM_SECONDS * 1_000));
    const late = await launch.deliver(instance, task, { attempt: 2 });
    const { stops, lines, messages } = launch.evidence(task, early, late);
    expect(stops).toEqual([]);
    expect(lines.map(({ verdict, response }) => `${verdict} ${response}`).sort()).toEqual([
      'trusted reported',
      'untrusted stop-pending',
    ]);
    expect(messages).toHaveLength(2);
  });

  it('rule 1: stops and announces nothing because of an outage, even in enforce mode', async () => {
    const attempt = 7;
    const builder = launch.sceneBuilder();
    const image = await builder.push();
    builder.addRegistryFault(builder.repository(), { kind: 'status', status: 500 });
    const task = describeTask({ cluster: cluster(), containers: [running('web', image)] });
    const delivery = await launch.deliver(instance, task, { attempt });
    const { stops, events, messages, lines } = launch.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'registry-unavailable' }]);
    expect([stops, events, messages, delivery.retriedAfterSeconds]).toEqual([[], [], [], backOffSeconds(attempt)]);
  });
});
