import { ContinueServiceDeploymentCommand } from '@aws-sdk/client-ecs';
import { toHookEvent } from '../../../testing/ecs/hook-event';
import type { Deployment, DeploymentInput } from '../../../testing/ecs/service-deployment';
import { CLUSTER, deploymentInput, pauseHook, START, useServices } from '../../support/environment/emulated-services';

const services = useServices();

const start = (overrides: Partial<DeploymentInput> = {}): Deployment =>
  services.aws.ecs.startDeployment(deploymentInput(overrides));

const answer = (serviceDeploymentArn: string, hookId: string | undefined, action?: 'CONTINUE' | 'ROLLBACK') =>
  services.ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));

const hooksOf = async (arn: string) => (await services.describe(arn))?.lifecycleHookDetails ?? [];

describe('a deployment with a pause hook', () => {
  it('waits before its first task, and continues', async () => {
    const { arn } = start({ hooks: [pauseHook()] });
    const waiting = await services.describe(arn);
    expect(waiting).toMatchObject({
      status: 'IN_PROGRESS',
      lifecycleStage: 'PRE_SCALE_UP',
      targetServiceRevision: { requestedTaskCount: 0 },
      lifecycleHookDetails: [
        {
          hookId: expect.stringMatching(/^ecs-pause-[\w-]{43}$/) as string,
          targetType: 'PAUSE',
          status: 'AWAITING_ACTION',
          expiresAt: new Date(START + 3_600_000),
          timeoutAction: 'ROLLBACK',
        },
      ],
    });
    const continued = await answer(arn, waiting?.lifecycleHookDetails?.[0]?.hookId);
    expect(continued.serviceDeploymentArn).toBe(arn);
    await expect(services.describe(arn)).resolves.toMatchObject({
      status: 'SUCCESSFUL',
      lifecycleHookDetails: [{ status: 'SUCCEEDED' }],
    });
    expect(services.events()).toEqual(['HOOK_AWAITING_ACTION PRE_SCALE_UP', 'HOOK_SUCCEEDED PRE_SCALE_UP']);
  });

  it('is rolled back to its source revision, without a task', async () => {
    const before = start();
    const { arn } = start({ hooks: [pauseHook()] });
    const [hook] = await hooksOf(arn);
    await answer(arn, hook?.hookId, 'ROLLBACK');
    await expect(services.describe(arn)).resolves.toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: `Rolled back at the pause hook ${hook?.hookId ?? ''}.`,
      rollback: { startedAt: new Date(START), serviceRevisionArn: before.targetRevisionArn },
      targetServiceRevision: { requestedTaskCount: 0 },
      lifecycleHookDetails: [{ status: 'FAILED' }],
    });
    expect(services.events().at(-1)).toBe('HOOK_FAILED PRE_SCALE_UP');
    const after = start();
    expect(after.sourceRevisionArns).toEqual([before.targetRevisionArn]);
  });

  it('cannot be rolled back if it is the first of its service', async () => {
    const { arn } = start({ hooks: [pauseHook()] });
    await answer(arn, (await hooksOf(arn))[0]?.hookId, 'ROLLBACK');
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'ROLLBACK_FAILED' });
  });

  it.each(['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'] as const)('stays in %s if it is held there', async (hold) => {
    start();
    const { arn } = start({ hooks: [pauseHook()], holds: [hold] });
    await answer(arn, (await hooksOf(arn))[0]?.hookId, 'ROLLBACK');
    await expect(services.describe(arn)).resolves.toMatchObject({ status: hold });
    services.aws.ecs.deployments.release(arn);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
  });

  it.each([
    ['ROLLBACK', 'ROLLBACK_SUCCESSFUL'],
    ['CONTINUE', 'SUCCESSFUL'],
  ] as const)('times out with the action %s', async (timeoutAction, status) => {
    start();
    const { arn } = start({ hooks: [pauseHook({ timeoutAction })] });
    services.passMinutes(59);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'IN_PROGRESS' });
    services.passMinutes(1);
    await expect(services.describe(arn)).resolves.toMatchObject({
      status,
      lifecycleHookDetails: [{ status: 'TIMED_OUT' }],
    });
    expect(services.events().at(-1)).toBe('HOOK_TIMED_OUT PRE_SCALE_UP');
  });

  it('has a hook of its own at every step of a canary deployment', async () => {
    const { arn } = start({ strategy: 'CANARY', hooks: [pauseHook({ stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] })] });
    const [first] = await hooksOf(arn);
    await answer(arn, first?.hookId);
    const both = await hooksOf(arn);
    expect(both.map(({ status }) => status)).toEqual(['SUCCEEDED', 'AWAITING_ACTION']);
    expect(both[1]?.hookId).not.toBe(first?.hookId);
    await answer(arn, both[1]?.hookId);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('emits events in the shape of AWS', () => {
    const { arn } = start({ hooks: [pauseHook()] });
    const [event] = services.aws.hookChanges.map((change) => JSON.parse(toHookEvent(change)) as object);
    expect(event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'detail-type': 'ECS Hook State Change',
      source: 'aws.ecs',
      account: '111122223333',
      time: '2026-06-01T12:00:00.000Z',
      region: 'eu-west-1',
      resources: [arn],
      detail: {
        eventType: 'INFO',
        eventName: 'HOOK_AWAITING_ACTION',
        hookId: expect.stringMatching(/^ecs-pause-/) as string,
        hookType: 'PAUSE',
        expiresAt: '2026-06-01T13:00:00.000Z',
        lifecycleStage: 'PRE_SCALE_UP',
        clusterArn: CLUSTER,
        serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web',
        serviceDeploymentArn: arn,
        updatedAt: '2026-06-01T12:00:00.000Z',
      },
    });
  });
});
describe('several pause hooks at one stage', () => {
  it('must all be continued', async () => {
    const { arn } = start({ hooks: [pauseHook(), pauseHook()] });
    const [first, second] = await hooksOf(arn);
    await answer(arn, first?.hookId);
    await expect(services.describe(arn)).resolves.toMatchObject({ lifecycleStage: 'PRE_SCALE_UP' });
    await answer(arn, second?.hookId);
    await expect(services.describe(arn)).resolves.toMatchObject({ status: 'SUCCESSFUL' });
  });

  it('end together when one of them rolls back', async () => {
    start();
    const { arn } = start({ hooks: [pauseHook(), pauseHook()] });
    const [first, second] = await hooksOf(arn);
    await answer(arn, second?.hookId, 'ROLLBACK');
    expect((await hooksOf(arn)).map(({ status }) => status)).toEqual(['FAILED', 'FAILED']);
    await expect(answer(arn, first?.hookId)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('roll back when one of them times out with this action', async () => {
    start();
    const { arn } = start({ hooks: [pauseHook({ timeoutMinutes: 1 }), pauseHook()] });
    services.passMinutes(1);
    await expect(services.describe(arn)).resolves.toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      lifecycleHookDetails: [{ status: 'TIMED_OUT' }, { status: 'FAILED' }],
    });
  });
});
