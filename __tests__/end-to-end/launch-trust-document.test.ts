import { DEMO_DEPLOYMENT, ENFORCED_CLUSTERS } from '../../demo/demo-deployment';
import { running } from '../../demo/one-container';
import { describeTask, type TaskDescription } from '../../demo/task-description';
import { backOffSeconds } from '../../verification/back-off';
import { BUILD_TIME, LaunchEnvironment } from '../support/environment/launch-environment';

jest.setTimeout(30_000);

describe('the launch function: trust document', () => {
  let launch: LaunchEnvironment;

  beforeAll(async () => {
    launch = await LaunchEnvironment.start();
  }, BUILD_TIME);

  afterAll(() => launch.stop());

  const runsUnsigned = async (): Promise<TaskDescription> => {
    const image = await launch.sceneBuilder().push();
    return describeTask({ cluster: ENFORCED_CLUSTERS.standalone, containers: [running('web', image)] });
  };

  it('applies another policy with another trust document and the same bundle', async () => {
    const builder = launch.sceneBuilder();
    const { untrusted } = builder.profiles;
    const task = describeTask({
      containers: [running('web', await builder.pushSigned('app', { profile: untrusted }))],
    });
    const before = await launch.deliver(await launch.instance(), task);
    expect(launch.evidence(task, before).lines).toMatchObject([{ verdict: 'untrusted', reason: 'signer-not-trusted' }]);
    const demo = DEMO_DEPLOYMENT.policies.demo;
    const policies = { ...DEMO_DEPLOYMENT.policies, demo: { ...demo, signers: [...demo.signers, untrusted.arn] } };
    const after = await launch.deliver(await launch.instance({ ...DEMO_DEPLOYMENT, policies }), task);
    expect(launch.evidence(task, after).lines).toMatchObject([{ verdict: 'trusted' }]);
  });

  it('rejects a trust document that does not hash to its key, and stops nothing', async () => {
    const task = await runsUnsigned();
    const instance = await launch.instance();
    const { bucket, key } = launch.environment.trustObject;
    const forged = launch.environment.trust.content.replace('"unmatched": "untrusted"', '"unmatched": "ignore"');
    expect(forged).not.toBe(launch.environment.trust.content);
    launch.environment.aws.putObject(bucket, key, Buffer.from(forged));
    const delivery = await launch.deliver(instance, task);
    const { lines, metrics, stops, events } = launch.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' }]);
    expect(lines[0]?.detail).toContain(`expected the bytes of ${key}`);
    expect(metrics).toContain('TrustDocumentRefused');
    expect([stops, events, delivery.retriedAfterSeconds]).toEqual([[], [], backOffSeconds(1)]);
  });

  it('rule 1: is inconclusive without a trust document, and stops nothing', async () => {
    const task = await runsUnsigned();
    const instance = await launch.instance();
    const fault = launch.environment.aws.fail({ service: 's3', code: 'NoSuchKey', status: 404 });
    const delivery = await launch.deliver(instance, task);
    fault.remove();
    const { lines, stops } = launch.evidence(task, delivery);
    expect(lines).toMatchObject([{ verdict: 'inconclusive', cause: 'service', reason: 'tool-failed' }]);
    expect([stops, delivery.retriedAfterSeconds]).toEqual([[], backOffSeconds(1)]);
  });

  it('reads the trust document again after a failed read', async () => {
    const image = await launch.sceneBuilder().pushSigned();
    const task = describeTask({ containers: [running('web', image)] });
    const instance = await launch.instance();
    const fault = launch.environment.aws.fail({ service: 's3', code: 'AccessDenied', status: 403 });
    const denied = await launch.deliver(instance, task);
    fault.remove();
    const allowed = await launch.deliver(instance, task, { attempt: 2 });
    expect(
      launch
        .evidence(task, denied, allowed)
        .lines.map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['inconclusive', 'trusted']);
    expect(allowed.retriedAfterSeconds).toBeUndefined();
  });
});
