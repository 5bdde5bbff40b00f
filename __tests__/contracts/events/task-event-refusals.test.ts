import { parseTaskEvent } from '../../../contracts/events/task-event';
import { event, fixture } from './task-event-texts';

describe('parseTaskEvent for an event that does not identify a task', () => {
  it.each<[string, string, string]>([
    ['a task without ARN', event({ taskArn: '1' }), 'detail.taskArn: expected the ARN of a task, found "1"'],
    ['a cluster without ARN', event({ clusterArn: '' }), 'detail.clusterArn: expected the ARN of a cluster, found ""'],
    ['no task', event({ taskArn: undefined }), 'detail.taskArn: expected a string, found nothing'],
    ['containers that are no list', event({ containers: {} }), 'detail.containers: expected an array, found an object'],
    ['another source', event({}, { source: 'me' }), 'source: expected "aws.ecs", found "me"'],
    [
      'another kind of event',
      event({}, { 'detail-type': 'ECS Service Action' }),
      'detail-type: expected "ECS Task State Change", found "ECS Service Action"',
    ],
    ['no detail', event({}, { detail: null }), 'detail: expected an object, found null'],
    ['no event at all', '[]', '(whole): expected an object, found a list'],
    ['no JSON', '{"detail":', '(whole): expected JSON, found a text of 10 characters that is not JSON'],
  ])('refuses %s', (_what, body, line) => {
    expect(() => parseTaskEvent(body)).toThrow(`task event: 1 problem\n  ${line}`);
  });

  const secret = '5ecret';
  const overrides = { containerOverrides: [{ environment: [{ name: 'PASSWORD', value: secret }] }] };

  it.each<[string, string, string]>([
    ['in a list instead of an event', JSON.stringify([{ overrides }]), '(whole): expected an object, found a list'],
    ['in a text instead of an event', JSON.stringify(secret), '(whole): expected an object, found a text'],
    [
      'in a list instead of the detail',
      event({}, { detail: [{ overrides }] }),
      'detail: expected an object, found a list',
    ],
    [
      'in a text instead of the detail',
      event({}, { detail: JSON.stringify({ overrides }) }),
      'detail: expected an object, found a text',
    ],
    ['in a list instead of an ARN', event({ taskArn: [overrides] }), 'detail.taskArn: expected a string, found a list'],
    [
      'in an object instead of an ARN',
      event({ clusterArn: { overrides } }),
      'detail.clusterArn: expected a string, found an object',
    ],
    [
      'in a text instead of containers',
      event({ containers: secret }),
      'detail.containers: expected an array, found a text',
    ],
    ['beside a mistake', event({ taskArn: 1, overrides }), 'detail.taskArn: expected a string, found 1'],
    ['in what is no JSON', `${event({ overrides })}"`, '(whole): expected JSON, found a text of'],
  ])('never quotes overrides, which may hold secrets: %s', (_what, body, line) => {
    expect(body).toContain(secret);
    const thrown = thrownBy(body);
    expect(thrown).toContain(line);
    expect(thrown).not.toContain(secret);
  });

  it('never returns overrides', () => {
    expect(JSON.stringify(parseTaskEvent(event({ overrides })))).not.toContain(secret);
    expect(JSON.stringify(parseTaskEvent(fixture('standalone-provisioning')))).not.toContain('overrides');
  });
});

const thrownBy = (body: string): string => {
  try {
    return JSON.stringify(parseTaskEvent(body));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [error.message, error.stack, String(error.cause), JSON.stringify(error)].join('\n');
  }
};
