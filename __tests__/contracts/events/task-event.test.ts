import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTaskEvent } from '../../../contracts/events/task-event';

const fixture = (name: string): string =>
  readFileSync(join(__dirname, '../../fixtures/events', `${name}.json`), 'utf8');

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const event = (detail: object, envelope: object = {}): string =>
  JSON.stringify({
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: {
      taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/default/1',
      clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/default',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version: 3,
      containers: [{ name: 'web', image: 'nginx', imageDigest: DIGEST }],
      ...detail,
    },
    ...envelope,
  });

describe('parseTaskEvent', () => {
  it('reads only the fields that verification needs', () => {
    const digest = 'sha256:74b2c688c700ec95a93e478cdb959737c148df3fbf5ea706abe0318726e885e6';
    expect(parseTaskEvent(fixture('fargate-service-running'))).toEqual({
      taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/payments/c13b4cb40f1f4fe4a2971f76ae5a47ad',
      clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/payments',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      group: 'service:web',
      version: 4,
      containers: [
        {
          name: 'web',
          image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2@${digest}`,
          imageDigest: digest,
        },
      ],
    });
  });

  it.each([
    ['standalone-provisioning', 'PROVISIONING', 'family:migrate', ['migrate: no digest', 'nginx: no digest']],
    ['guardduty-sidecar-running', 'RUNNING', 'service:checkout', ['checkout', 'aws-guardduty-agent-nm40lC: no image']],
    ['ec2-pending', 'PENDING', 'family:worker', ['worker']],
    ['service-connect-nulls', 'RUNNING', null, ['web', 'ecs-service-connect-x7Yk2: no image: no digest']],
    ['standalone-stopped', 'STOPPED', 'family:report', ['report']],
  ])('reads the event %s', (name, lastStatus, group, containers) => {
    const task = parseTaskEvent(fixture(name));
    expect(task).toMatchObject({ lastStatus, group });
    expect(
      task.containers.map(
        ({ name: each, image, imageDigest }) =>
          `${each}${image === null ? ': no image' : ''}${imageDigest === null ? ': no digest' : ''}`,
      ),
    ).toEqual(containers);
  });

  it('reads absent fields as null', () => {
    const task = parseTaskEvent(event({ containers: [{ name: 'web' }] }));
    expect(task.group).toBeNull();
    expect(task.containers).toEqual([{ name: 'web', image: null, imageDigest: null }]);
  });

  it.each<[string, string, string]>([
    ['no containers', event({ containers: undefined }), 'detail.containers: expected an array, found nothing'],
    [
      'a nameless container',
      event({ containers: [{ name: '' }] }),
      'detail.containers[0].name: expected a name, found ""',
    ],
    [
      'a digest of another kind',
      event({ containers: [{ name: 'web', imageDigest: 'sha512:00' }] }),
      'detail.containers[0].imageDigest: expected a digest sha256:<64 hexadecimal digits>, found "sha512:00"',
    ],
    [
      'a digest followed by more text',
      event({ containers: [{ name: 'web', imageDigest: `${DIGEST}\n` }] }),
      `detail.containers[0].imageDigest: expected a digest sha256:<64 hexadecimal digits>, found "${DIGEST}\\n"`,
    ],
    ['no version', event({ version: null }), 'detail.version: expected a whole number, found null'],
    ['a task without ARN', event({ taskArn: '1' }), 'detail.taskArn: expected the ARN of a task, found "1"'],
    ['another source', event({}, { source: 'me' }), 'source: expected "aws.ecs", found "me"'],
    [
      'another kind of event',
      event({}, { 'detail-type': 'ECS Service Action' }),
      'detail-type: expected "ECS Task State Change", found "ECS Service Action"',
    ],
    ['no event', '[]', '(whole): expected an object, found []'],
  ])('refuses %s', (_what, body, line) => {
    expect(() => parseTaskEvent(body)).toThrow(`task event: 1 problem\n  ${line}`);
  });

  it('never repeats overrides, which may contain secrets', () => {
    const secret = 'example-secret-in-an-override';
    const whole = fixture('standalone-provisioning');
    expect(whole).toContain(secret);
    const broken = [
      whole.replace('"lastStatus": "PROVISIONING"', '"lastStatus": 1'),
      whole.replace(secret, `${secret}"`),
    ];
    const messages = broken.map((body) => {
      try {
        return JSON.stringify(parseTaskEvent(body));
      } catch (error) {
        return error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error);
      }
    });
    expect(messages).toEqual([
      expect.stringContaining('detail.lastStatus: expected a name, found 1'),
      expect.stringContaining('(whole): expected JSON, found a text of'),
    ]);
    expect(messages.join()).not.toContain('secret');
    expect(JSON.stringify(parseTaskEvent(whole))).not.toContain('overrides');
  });
});
