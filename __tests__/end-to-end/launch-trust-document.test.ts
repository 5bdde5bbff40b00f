import { DEMO_DEPLOYMENT, ENFORCED_CLUSTERS } from '../../demo/demo-deployment';
import { running } from '../../demo/one-container';
import { describeTask, type TaskDescription } from '../../demo/task-description';
import { backOffSeconds } from '../../verification/back-off';
import { BUILD_TIME, LaunchEnvironment } from '../support/environment/launch-environment';

jest.setTimeout(30_000);

describe('the launch function: trust document', () => {
  let world: LaunchEnvironment;

  beforeAll(async () => {
    world = await LaunchEnvironment.start();
  }, BUILD_TIME);

  afterAll(() => world.stop());

  const runsUnsigned = async (): Promise<TaskDescription> => {
    const image = await world.sceneBuilder().push();
    return describeTask({ cluster: ENFORCED_CLUSTERS.standalone, containers: [running('web', image)] });
  };

  it('applies another policy with another trust document and the same bundle', async () => {
    const scenery = world.sceneBuilder();
    const { untrusted } = scenery.profiles;
    const task = describeTask({
      containers: [running('web', await scenery.pushSigned('app', { profile: untrusted }))],
    });
    const before = await world.deliver(await world.instance(), task);
    expect(world.evidence(task, before).lines).toMatchObject([{ verdict: 'untrusted', reason: 'signer-not-trusted' }]);
    const demo = DEMO_DEPLOYMENT.policies.demo;
    const policies = { ...DEMO_DEPLOYMENT.policies, demo: { ...demo, signers: [...demo.signers, untrusted.arn] } };
    const after = await world.deliver(await world.instance({ ...DEMO_DEPLOYMENT, policies }), task);
    expect(world.evidence(task, after).lines).toMatchObject([{ verdict: 'trusted' }]);
  });

  it('rejects a trust document that does not hash to its key, and stops nothing', async () => {
    const task = await runsUnsigned();
    const instance = await world.instance();
    const { bucket, key } = world.environment.trustObject;
    const forged = world.environment.trust.content.replace('"unmatched": "untrusted"', '"unmatched": "ignore"');
    expect(forged).not.toBe(world.environment.trust.content);
    world.environment.aws.putObject(bucket, key, Buffer.from(forged));
    const delivery = await world.deliver(instance, task);
    const { lines, metrics, stops, events } = world.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' }]);
    expect(lines[0]?.detail).toContain(`expected the bytes of ${key}`);
    expect(metrics).toContain('TrustDocumentRefused');
    expect([stops, events, delivery.retriedAfterSeconds]).toEqual([[], [], backOffSeconds(1)]);
  });

  it('rule 1: is inconclusive without a trust document, and stops nothing', async () => {
    const task = await runsUnsigned();
    const instance = await world.instance();
    const fault = world.environment.aws.fail({ service: 's3', code: 'NoSuchKey', status: 404 });
    const delivery = await world.deliver(instance, task);
    fault.remove();
    const { lines, stops } = world.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' }]);
    expect([stops, delivery.retriedAfterSeconds]).toEqual([[], backOffSeconds(1)]);
  });

  it('reads the trust document again after a failed read', async () => {
    const image = await world.sceneBuilder().pushSigned();
    const task = describeTask({ containers: [running('web', image)] });
    const instance = await world.instance();
    const fault = world.environment.aws.fail({ service: 's3', code: 'AccessDenied', status: 403 });
    const denied = await world.deliver(instance, task);
    fault.remove();
    const allowed = await world.deliver(instance, task, { attempt: 2 });
    expect(
      world
        .evidence(task, denied, allowed)
        .lines.map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['inconclusive', 'trusted']);
    expect(allowed.retriedAfterSeconds).toBeUndefined();
  });
});
