import { deliverEvent } from '../../demo/deliver-event';
import type { DemoEnvironment } from '../../demo/demo-environment';
import type { SceneEvent } from '../../demo/scene';
import { describeTask } from '../../demo/task-description';
import type { EmulatedAws } from '../../testing/aws/emulated-aws';
import type { HostedFunction } from '../../testing/lambda/function-host';
import { startAwsAlone } from '../testing/aws/wire-settings';

const NOTHING = { deliveries: [], sweeps: [], notices: [], previews: [] };

let aws: EmulatedAws;

beforeAll(async () => {
  aws = await startAwsAlone();
});

beforeEach(() => aws.clear());

afterAll(() => aws.stop());

const deliver = (event: SceneEvent, invoke: jest.Mock) =>
  deliverEvent(event, { aws } as unknown as DemoEnvironment, { invoke } as unknown as HostedFunction);

const returning = (result: unknown) =>
  jest.fn(() => Promise.resolve({ kind: 'returned', result, requestId: 'id', logs: [] }));

describe('deliverEvent', () => {
  const task = describeTask({ containers: [{ name: 'web' }] });

  it("delivers a task's event to the function once, when it finishes with it", async () => {
    const invoke = returning({ batchItemFailures: [] });
    const course = await deliver({ kind: 'task', task }, invoke);
    expect(course.deliveries).toHaveLength(1);
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it('lets a task run whose event is lost, and delivers nothing', async () => {
    const invoke = returning(null);
    await expect(deliver({ kind: 'task', task, lost: true }, invoke)).resolves.toEqual(NOTHING);
    expect(invoke).not.toHaveBeenCalled();
  });

  it('lets anything else happen', async () => {
    const happen = jest.fn();
    await expect(deliver({ kind: 'happening', happen }, returning(null))).resolves.toEqual(NOTHING);
    expect(happen).toHaveBeenCalledTimes(1);
  });

  it('refuses the hook of a deployment that has not paused', async () => {
    const hook: SceneEvent = { kind: 'hook', deployment: { arn: 'arn' } };
    await expect(deliver(hook, returning(null))).rejects.toThrow('the deployment arn has not paused');
  });
});
