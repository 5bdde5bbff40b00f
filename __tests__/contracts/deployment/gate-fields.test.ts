import { aDeployment, complaintsAbout } from '../../support/deployment/deployment';

const STAGES =
  'RECONCILE_SERVICE, PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT, PRE_PRODUCTION_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT';
const PRINCIPAL =
  'the ARN arn:PARTITION:iam::ACCOUNT:role/NAME, …:user/NAME or …:root, without wildcards (for a session, name its role)';
const ROLE = 'arn:aws:iam::111122223333:role/on-call';

const ofCluster = (gate: unknown) => ({ clusters: { pay: { mode: 'enforce', gate } } });
const assumedBy = (...arns: readonly string[]) => ({ breakGlass: { assumedBy: arns } });

describe('the gate, the rollback of services and break-glass', () => {
  it('are off by default', () => {
    const { gate, breakGlass, responses } = aDeployment();
    expect([gate, breakGlass, responses.services]).toEqual([undefined, undefined, 'report']);
  });

  it('are read from the deployment file', () => {
    const gate = { stages: ['PRE_SCALE_UP', 'POST_SCALE_UP'], alarmAfterMinutes: 5 };
    const clusters = {
      pay: { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } },
      lab: { mode: 'audit', gate: 'off' },
    };
    const file = { gate, clusters, responses: { services: 'rollback' }, ...assumedBy(ROLE) };
    expect(aDeployment(file)).toMatchObject(file);
  });

  it('an alarm goes off after 30 minutes of waiting, unless the file says otherwise', () => {
    expect(aDeployment({ gate: { stages: ['PRE_SCALE_UP'] } }).gate?.alarmAfterMinutes).toBe(30);
  });

  it.each([
    ['a role', ROLE],
    [
      'a role in a path of another account',
      'arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/On-Call_1a2b',
    ],
    ['a user', 'arn:aws:iam::111122223333:user/people/ann@example.com'],
    ['an account', 'arn:aws:iam::444455556666:root'],
  ])('the break-glass role can be assumed by %s', (_what, arn) => {
    expect(complaintsAbout(assumedBy(arn))).toEqual([]);
  });
});

describe('the gate, the rollback of services and break-glass are refused with one sentence for', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no stages', { gate: {} }, 'gate.stages: expected an array, found nothing'],
    ['an empty list of stages', { gate: { stages: [] } }, `gate.stages: expected at least one of ${STAGES}, found []`],
    [
      'a stage at which ECS cannot pause',
      { gate: { stages: ['PRODUCTION_TRAFFIC_SHIFT'] } },
      `gate.stages[0]: expected one of ${STAGES}, found "PRODUCTION_TRAFFIC_SHIFT"`,
    ],
    [
      'a stage twice',
      { gate: { stages: ['PRE_SCALE_UP', 'PRE_SCALE_UP'] } },
      'gate.stages: expected each stage once, found ["PRE_SCALE_UP","PRE_SCALE_UP"]',
    ],
    [
      'an alarm at once',
      { gate: { stages: ['PRE_SCALE_UP'], alarmAfterMinutes: 0 } },
      'gate.alarmAfterMinutes: expected a whole number from 1 to 20160, found 0',
    ],
    [
      'an alarm after the longest time-out of a hook',
      { gate: { stages: ['PRE_SCALE_UP'], alarmAfterMinutes: 20_161 } },
      'gate.alarmAfterMinutes: expected a whole number from 1 to 20160, found 20161',
    ],
    [
      'a gate of a cluster that is neither on nor off',
      ofCluster('on'),
      'clusters.pay.gate: expected off, or an object with stages, found "on"',
    ],
    [
      'another response for services',
      { responses: { services: 'stop' } },
      'responses.services: expected one of "report", "rollback", found "stop"',
    ],
    [
      'break-glass for no one',
      assumedBy(),
      'breakGlass.assumedBy: expected at least one role, user or account, found []',
    ],
    ...[
      'on-call',
      '111122223333',
      'arn:aws:sts::111122223333:assumed-role/on-call/ann',
      'arn:aws:iam::111122223333:role/*',
      'arn:aws:iam::111122223333:role/on-call?',
      'arn:aws:iam::111122223333:role/*/on-call',
      'arn:aws:iam::111122223333:group/on-call',
      '*',
    ].map((arn): [string, Record<string, unknown>, string] => [
      `break-glass for ${arn}`,
      assumedBy(arn),
      `breakGlass.assumedBy[0]: expected ${PRINCIPAL}, found "${arn}"`,
    ]),
    [
      'break-glass for another partition',
      assumedBy('arn:aws-us-gov:iam::111122223333:root'),
      'breakGlass.assumedBy[0]: expected an ARN of the deployment\'s partition aws, found "arn:aws-us-gov:iam::111122223333:root"',
    ],
    [
      'break-glass for the same role twice',
      assumedBy(ROLE, ROLE),
      `breakGlass.assumedBy[1]: expected each role, user and account once (breakGlass.assumedBy[0] has it), found "${ROLE}"`,
    ],
  ])('%s', (_what, overrides, line) => {
    expect(complaintsAbout(overrides).slice(1)).toEqual([`  ${line}`]);
  });
});
