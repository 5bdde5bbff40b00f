import { randomUUID } from 'node:crypto';
import { running } from '../../demo/one-container';
import { QUEUE_ARN } from '../../demo/demo-environment';
import { describeTask, type TaskDescription, toTaskEvent } from '../../demo/task-description';
import type { HostedFunction } from '../../testing/lambda/function-host';
import { sqsEvent } from '../../testing/lambda/sqs-event';
import { BUILD_TIME, LaunchEnvironment } from '../support/environment/launch-environment';

jest.setTimeout(30_000);

describe('the launch function: messages', () => {
  let launch: LaunchEnvironment;
  let instance: HostedFunction;

  beforeAll(async () => {
    launch = await LaunchEnvironment.start();
    instance = await launch.instance();
  }, BUILD_TIME);

  afterAll(() => launch.stop());

  const runsUnsigned = async (): Promise<TaskDescription> =>
    describeTask({ containers: [running('web', await launch.sceneBuilder().push())] });

  const invoke = (bodies: readonly string[]) => {
    const messages = bodies.map((body, index) => ({ body, messageId: `message-${index}-${randomUUID()}` }));
    return { messages, invocation: instance.invoke(sqsEvent(messages, { queueArn: QUEUE_ARN })) };
  };

  it('rule 9: returns only the malformed message of a batch to the queue', async () => {
    const [first, last] = [await runsUnsigned(), await runsUnsigned()];
    const { messages, invocation } = invoke([toTaskEvent(first), '{"detail":', toTaskEvent(last)]);
    await expect(invocation).resolves.toMatchObject({
      kind: 'returned',
      result: { batchItemFailures: [{ itemIdentifier: messages[1]?.messageId }] },
    });
    for (const task of [first, last]) {
      expect(launch.evidence(task).events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
    }
  });

  it('announces a verdict once when an event is delivered twice, in one batch or to another instance', async () => {
    const task = await runsUnsigned();
    await invoke([toTaskEvent(task), toTaskEvent(task)]).invocation;
    await launch.deliver(await launch.instance(), task);
    const { events, messages } = launch.evidence(task);
    expect(events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
    expect(messages).toHaveLength(1);
  });

  it("announces a verdict once when the event of the task's end arrives before that of its start", async () => {
    const task = await runsUnsigned();
    const ended: TaskDescription = { ...task, lastStatus: 'STOPPED' };
    const deliveries = [await launch.deliver(instance, ended), await launch.deliver(instance, task, { known: ended })];
    const { events, stops } = launch.evidence(task, ...deliveries);
    expect(events).toMatchObject([{ reason: 'unsigned', response: 'reported' }]);
    expect(stops).toEqual([]);
    expect(deliveries.map(({ retriedAfterSeconds }) => retriedAfterSeconds)).toEqual([undefined, undefined]);
  });

  it('rule 5: verifies again when the same tag names another digest', async () => {
    const builder = launch.sceneBuilder();
    const named = `${builder.repository()}:v1`;
    const signed = describeTask({
      containers: [running('web', await builder.pushSigned('good', { tag: 'v1' }), named)],
    });
    const moved = describeTask({ containers: [running('web', await builder.push('bad', { tag: 'v1' }), named)] });
    const verdicts = [await launch.deliver(instance, signed), await launch.deliver(instance, moved)].map(
      (delivery, index) => launch.evidence(index === 0 ? signed : moved, delivery).lines[0]?.verdict,
    );
    expect(verdicts).toEqual(['trusted', 'untrusted']);
  });

  it('requests one ECR token for any number of images', async () => {
    const fresh = await launch.instance();
    const builder = launch.sceneBuilder();
    const images = [await builder.push('one'), await builder.push('two'), await builder.push('three')];
    launch.environment.aws.forgetCalls();
    for (const image of images) await launch.deliver(fresh, describeTask({ containers: [running('web', image)] }));
    expect(launch.environment.aws.calls({ service: 'ecr', action: 'GetAuthorizationToken' })).toHaveLength(1);
  });

  it("never logs a task's overrides", async () => {
    const task = await runsUnsigned();
    const secret = 'secret-of-an-override';
    const body = toTaskEvent(task).replace('"overrides":{', `"overrides":{"taskRoleArn":"${secret}",`);
    expect(body).toContain(secret);
    const { logs } = await invoke([body, body.replace(secret, `${secret}"x`)]).invocation;
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.filter(({ text }) => text.includes(secret))).toEqual([]);
  });
});
