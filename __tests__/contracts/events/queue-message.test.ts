import { formatCanaryEvent } from '../../../contracts/events/canary-event';
import { formatFoundTask } from '../../../contracts/events/found-task-event';
import { parseQueueMessage } from '../../../contracts/events/queue-message';
import { aContainer, aTask, CLUSTER, NOW, TASK } from '../../support/domain/domain';
import { aHook, DEPLOYMENT, HOOK } from '../../support/gate/fake-deployment';
import { grantEventBody, hookEventBody, taskEventBody } from '../../support/launch/queue-message';

describe('parseQueueMessage', () => {
  it('tells tasks, pause hooks and grants apart', () => {
    expect(parseQueueMessage(taskEventBody())).toMatchObject({ kind: 'task', task: { taskArn: TASK } });
    expect(parseQueueMessage(hookEventBody())).toEqual({ kind: 'hook', hook: aHook() });
    expect(parseQueueMessage(grantEventBody())).toEqual({
      kind: 'grant',
      grantChange: { clusterArn: CLUSTER, id: 'g1' },
    });
  });

  it('takes an ECS event for no grant, and an event of its own for no task', () => {
    for (const body of [
      taskEventBody().replace('aws.ecs', 'ecs-image-trust'),
      grantEventBody().replace('ecs-image-trust', 'aws.ecs'),
      hookEventBody().replace('aws.ecs', 'ecs-image-trust'),
    ])
      expect(() => parseQueueMessage(body)).toThrow('queue message: 1 problem\n  detail-type: expected');
  });

  it.each([
    ['another source', taskEventBody().replace('aws.ecs', 'me'), 'source: expected'],
    ['another kind of event', taskEventBody().replace('ECS Task State Change', 'ECS Service Action'), 'detail-type: '],
    ['no event', '[]', '(whole): expected an object, found a list'],
    ['no JSON', '{"detail":', '(whole): expected JSON, found a text of 10 characters that is not JSON'],
  ])('refuses %s', (_what, body, line) => {
    expect(() => parseQueueMessage(body)).toThrow(line);
  });

  it('never quotes what else a message contains', () => {
    const body = JSON.stringify({ source: { password: '5ecret' }, 'detail-type': ['5ecret'], detail: '5ecret' });
    expect(() => parseQueueMessage(body)).toThrow(/^((?!5ecret)[\s\S])*$/);
  });
});

describe('parseQueueMessage for a pause hook', () => {
  it.each([undefined, null, 5, {}, []])('reads it when all that is not indispensable is odd: %j', (odd) => {
    const others = ['serviceArn', 'clusterArn', 'eventName', 'hookType', 'expiresAt', 'updatedAt'];
    const detail = Object.fromEntries(others.map((name) => [name, odd]));
    const hook = aHook({ serviceArn: '', clusterArn: '' });
    expect(parseQueueMessage(hookEventBody(detail, { resources: odd }))).toEqual({ kind: 'hook', hook });
  });

  it.each<[string, object, string]>([
    ['no hook', { hookId: undefined }, 'detail.hookId: expected the id of a hook, found nothing'],
    ['a hook with a space', { hookId: 'a b' }, 'detail.hookId: expected the id of a hook, found "a b"'],
    ['an endless hook', { hookId: 'a'.repeat(257) }, 'detail.hookId: expected the id of a hook'],
    ['no stage', { lifecycleStage: '' }, 'detail.lifecycleStage: expected the name of a stage, found ""'],
    ['a stage on two lines', { lifecycleStage: 'PRE_SCALE_UP\n' }, 'detail.lifecycleStage: expected'],
    ['no deployment', { serviceDeploymentArn: 5 }, 'detail.serviceDeploymentArn: expected the ARN'],
    ['a task', { serviceDeploymentArn: TASK }, 'detail.serviceDeploymentArn: expected the ARN'],
    ['a deployment with a line break', { serviceDeploymentArn: `${DEPLOYMENT}\n` }, 'detail.serviceDeploymentArn: '],
  ])('refuses %s', (_what, detail, line) => {
    expect(() => parseQueueMessage(hookEventBody(detail))).toThrow(`hook event: 1 problem\n  ${line}`);
  });

  it('names every problem, and quotes no object', () => {
    const body = hookEventBody({ hookId: { password: '5ecret' }, lifecycleStage: ['5ecret'], serviceDeploymentArn: 1 });
    expect(() => parseQueueMessage(body)).toThrow(/^hook event: 3 problems((?!5ecret)[\s\S])*$/);
    expect(HOOK).toMatch(/^ecs-pause-/);
  });
});

describe('parseQueueMessage for a grant', () => {
  it.each<[string, object, string]>([
    ['another version', { version: 2 }, 'detail.version: expected 1, found 2'],
    ['a cluster by name', { cluster: 'pay' }, 'detail.cluster: expected the ARN of an ECS cluster, found "pay"'],
    ['no grant', { grant: undefined }, 'detail.grant: expected the id of a grant, found nothing'],
    ['an endless id', { grant: 'a'.repeat(129) }, 'detail.grant: expected the id of a grant'],
  ])('refuses %s', (_what, detail, line) => {
    expect(() => parseQueueMessage(grantEventBody(detail))).toThrow(`grant event: 1 problem\n  ${line}`);
  });
});

describe('parseQueueMessage for a task that a sweep found', () => {
  const SWEEP = '2026-03-01T12:00:00.000Z';
  const bodyOf = (detail: object = {}): string => {
    const message = JSON.parse(formatFoundTask(SWEEP, { task: aTask(), notBefore: NOW })) as { detail: object };
    return JSON.stringify({ ...message, detail: { ...message.detail, ...detail } });
  };

  it.each([
    ['with every field', aTask()],
    ['of no group or task definition', aTask({ group: null, taskDefinitionArn: null })],
    [
      'with a container without image and digest',
      aTask({ containers: [aContainer({ image: null, imageDigest: null })] }),
    ],
  ])('reads what formatFoundTask writes: a task %s', (_what, task) => {
    const found = { task, notBefore: NOW + 7 };
    expect(parseQueueMessage(formatFoundTask(SWEEP, found))).toEqual({ kind: 'found', ...found });
  });

  it.each<[string, object, string]>([
    ['another version', { version: 2 }, 'detail.version: expected'],
    ['no instant', { notBefore: undefined }, 'detail.notBefore: expected'],
    ['an odd instant', { notBefore: 'now' }, 'detail.notBefore: expected'],
    ['no sweep', { sweep: 5 }, 'detail.sweep: expected'],
    ['no task', { taskArn: '' }, 'detail.taskArn: expected'],
  ])('refuses %s', (_what, detail, line) => {
    expect(() => parseQueueMessage(bodyOf(detail))).toThrow(`message about a task found running: 1 problem\n  ${line}`);
  });

  it('takes it for no event of ECS, which names no instant', () => {
    expect(() => parseQueueMessage(bodyOf().replace('ecs-image-trust', 'aws.ecs'))).toThrow('detail-type: expected');
  });

  it('never quotes what a task author writes', () => {
    const body = bodyOf({ taskArn: '5ecret', group: ['5ecret'], notBefore: '' });
    expect(() => parseQueueMessage(body)).toThrow(/^((?!5ecret)[\s\S])*$/);
  });

  it('reads a request to verify the canary images', () => {
    expect(parseQueueMessage(formatCanaryEvent(SWEEP))).toEqual({ kind: 'canary', sweep: SWEEP });
  });
});
