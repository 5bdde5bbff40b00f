import { parseTaskEvent } from '../../../contracts/events/task-event';
import { DIGEST, event, fixture } from './task-event-texts';

describe('parseTaskEvent', () => {
  it('reads what a task is verified by, and nothing else', () => {
    const digest = 'sha256:74b2c688c700ec95a93e478cdb959737c148df3fbf5ea706abe0318726e885e6';
    expect(parseTaskEvent(fixture('fargate-service-running'))).toEqual({
      taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/payments/c13b4cb40f1f4fe4a2971f76ae5a47ad',
      clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/payments',
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      group: 'service:web',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
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

  it('takes absent fields for null', () => {
    const task = parseTaskEvent(event({ containers: [{ name: 'web' }] }));
    expect([task.group, task.taskDefinitionArn]).toEqual([null, null]);
    expect(task.containers).toEqual([{ name: 'web', image: null, imageDigest: null }]);
  });

  it('reads the warning of a Spot interruption, which lists neither version nor containers', () => {
    const warning = event({
      version: undefined,
      containers: undefined,
      desiredStatus: 'STOPPED',
      stopCode: 'SpotInterruption',
    });
    expect(parseTaskEvent(warning)).toMatchObject({ desiredStatus: 'STOPPED', containers: [] });
    expect(parseTaskEvent(event({ containers: null })).containers).toEqual([]);
  });
});

describe('parseTaskEvent for an event with an odd field', () => {
  const web = { name: 'web', image: 'nginx', imageDigest: DIGEST };
  const sidecar = 'ecs-service-connect-aB3dE';

  it.each<[string, object, object]>([
    ['an empty digest', { name: sidecar, imageDigest: '' }, { name: sidecar, image: null, imageDigest: null }],
    [
      'a sha512 digest',
      { name: 'side', image: 'x', imageDigest: `sha512:${'a'.repeat(128)}` },
      { name: 'side', image: 'x', imageDigest: null },
    ],
    [
      'a digest with more behind it',
      { name: 'side', image: 'x', imageDigest: `${DIGEST}\n` },
      { name: 'side', image: 'x', imageDigest: null },
    ],
    ['a digest that is no text', { name: 'side', image: 'x', imageDigest: 5 }, { name: 'side', imageDigest: null }],
    ['no name', { image: 'x' }, { name: '', image: 'x' }],
    ['an empty name', { name: '', image: 'x' }, { name: '', image: 'x' }],
    ['a name that is no text', { name: 5, image: 'x' }, { name: '', image: 'x' }],
    ['nothing but its name', { name: 'side' }, { name: 'side', image: null, imageDigest: null }],
  ])('rule 9: reads the container and its neighbours: %s', (_what, odd, expected) => {
    expect(parseTaskEvent(event({ containers: [odd, web] })).containers).toMatchObject([expected, web]);
    expect(parseTaskEvent(event({ containers: [web, odd] })).containers).toMatchObject([web, expected]);
  });

  it.each([null, 'web', 5, [], true])('rule 9: reads the neighbours of what is no container: %j', (odd) => {
    const unreadable = { name: '', image: null, imageDigest: null };
    expect(parseTaskEvent(event({ containers: [odd, web] })).containers).toEqual([unreadable, web]);
  });

  it.each([5, {}, [], false])('never takes an odd image for none, which AWS sidecars have: %j', (image) => {
    expect(parseTaskEvent(event({ containers: [{ name: sidecar, image }] })).containers).toMatchObject([{ image: '' }]);
  });

  it('keeps both of two containers of one name', () => {
    const containers = [web, { ...web, image: 'evil/miner' }];
    expect(parseTaskEvent(event({ containers })).containers).toEqual(containers);
  });

  it.each([
    ['lastStatus', ''],
    ['desiredStatus', ''],
    ['group', null],
    ['taskDefinitionArn', null],
  ])('reads the task when %s is odd', (field, expected) => {
    for (const odd of [5, {}, [], true])
      expect(parseTaskEvent(event({ [field]: odd }))).toMatchObject({ [field]: expected, containers: [web] });
  });

  it.each([undefined, null, 'three', {}])('does not need the version of the task: %j', (version) => {
    expect(parseTaskEvent(event({ version })).containers).toEqual([web]);
  });
});
