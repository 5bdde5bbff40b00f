import { CANARY_DOORS } from '../../contracts/deployment/canary-images';
import { ALARM_KINDS, alarmKindsOf } from '../../stacks/alarms';
import { VerifierStack } from '../../stacks/verifier-stack';
import { backOffSeconds } from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { canaryFields } from '../support/deployment/deployment-canary';
import { aFullDeployment, WEBHOOK } from '../support/deployment/deployment-full';
import { gatedFields } from '../support/deployment/deployment-gated';
import { synthFor } from '../support/terraform/synth';

const alarms = synthFor(VerifierStack, aFullDeployment()).all('aws_cloudwatch_metric_alarm');
const events = (RuleName: string) => ({
  namespace: 'AWS/Events',
  metric_name: 'InvocationsFailedToBeSentToDlq',
  dimensions: { RuleName },
  statistic: 'Sum',
  threshold: 1,
});
const own = (dimensions: object = {}) => ({
  namespace: 'ImageTrust',
  dimensions: { service: 'dev', ...dimensions },
  statistic: 'Sum',
  threshold: 1,
});
const queue = (QueueName: string) => ({ namespace: 'AWS/SQS', dimensions: { QueueName }, statistic: 'Maximum' });
const lambda = {
  namespace: 'AWS/Lambda',
  dimensions: { FunctionName: 'dev-image-trust-launch' },
  statistic: 'Sum',
  threshold: 1,
};

describe('the alarms', () => {
  it('are exactly those of the table', () => {
    expect(Object.values(alarms).map(({ alarm_name: name }) => name)).toEqual(
      ALARM_KINDS.map((kind) => `dev-image-trust-${kind}`).sort(),
    );
  });

  const GATE = ['gate-waiting', 'gate-expiring', 'gate-unanswered', 'lost-hook-events'];
  const BREAK_GLASS = ['break-glass-granted', 'break-glass-in-use', 'lost-grant-events'];
  const NOTIFY = ['notify-dead-letters', 'notify-queue-age', 'notify-failing', 'notify-errors'];
  const CANARY = ['canary-failed', 'canary-missing-sweep', 'canary-missing-start', 'canary-missing-gate'];
  const SWEEP = ['sweep-failed', 'sweep-missing', 'sweep-not-covered', 'sweep-clusters-not-read'];
  const OPTIONAL = [...GATE, ...BREAK_GLASS, ...NOTIFY, ...CANARY, 'security-hub-off'];
  const allBut = (...optional: readonly string[]) => ALARM_KINDS.filter((kind) => !optional.includes(kind));
  const having = (...some: readonly string[]) => allBut(...OPTIONAL.filter((kind) => !some.includes(kind)));

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['a deployment without gate and break-glass', {}, having()],
    ['a gate', { gate: gatedFields.gate }, having(...GATE)],
    ['no sweep', { sweep: 'off' }, allBut(...OPTIONAL, ...SWEEP)],
    ['break-glass', { breakGlass: gatedFields.breakGlass }, having(...BREAK_GLASS)],
    ['a webhook', { webhook: WEBHOOK }, having(...NOTIFY)],
    ['findings', { securityHub: true }, having(...NOTIFY, 'security-hub-off')],
    ['canary images', canaryFields, having(...CANARY)],
  ])('are only those that can go off: %s', (_what, overrides, kinds) => {
    expect(alarmKindsOf(aDeployment(overrides))).toEqual(kinds);
    const { all } = synthFor(VerifierStack, aDeployment(overrides));
    expect(Object.keys(all('aws_cloudwatch_metric_alarm'))).toHaveLength(kinds.length);
  });

  it.each<[string, object]>([
    [
      'dead-letters',
      { ...queue('dev-image-trust-dead-letters'), metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 1 },
    ],
    [
      'undelivered-events',
      { ...queue('dev-image-trust-undelivered'), metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 1 },
    ],
    ['lost-events', events('dev-image-trust-tasks')],
    ['lost-hook-events', events('dev-image-trust-hooks')],
    ['lost-grant-events', events('dev-image-trust-grants')],
    ['queue-age', { ...queue('dev-image-trust'), metric_name: 'ApproximateAgeOfOldestMessage', threshold: 1800 }],
    ['function-errors', { ...lambda, metric_name: 'Errors' }],
    ['function-throttles', { ...lambda, metric_name: 'Throttles' }],
    ['untrusted', { ...own({ kind: 'untrusted', cause: '-' }), metric_name: 'Announced' }],
    ['inconclusive-service', { ...own({ kind: 'inconclusive', cause: 'service' }), metric_name: 'Announced' }],
    ['inconclusive-image', { ...own({ kind: 'inconclusive', cause: 'image' }), metric_name: 'Announced' }],
    ['stop-budget-spent', { ...own(), metric_name: 'StopBudgetSpent' }],
    ['trust-document-refused', { ...own(), metric_name: 'TrustDocumentRefused' }],
    ['gate-waiting', { ...own(), metric_name: 'GateWaitingMinutes', statistic: 'Maximum', threshold: 30 }],
    ['gate-expiring', { ...own(), metric_name: 'GateExpiring' }],
    ['gate-unanswered', { ...own(), metric_name: 'GateUnanswered' }],
    ['sweep-failed', { ...lambda, dimensions: { FunctionName: 'dev-image-trust-sweep' }, metric_name: 'Errors' }],
    ['break-glass-granted', { ...own(), metric_name: 'BreakGlassGranted' }],
    ['break-glass-in-use', { ...own(), metric_name: 'BreakGlassUsed' }],
    ['canary-failed', { ...own(), metric_name: 'CanaryFailed' }],
  ])('evaluate the metric of %s', (kind, metric) => {
    expect(alarms[`alarms_${kind}`]).toMatchObject({
      ...metric,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      evaluation_periods: 1,
    });
  });

  it.each(CANARY_DOORS)('go off when no canary image passes at a door during two sweeps: %s', (door) => {
    const sweep = { everyMinutes: 30 };
    const { at } = synthFor(VerifierStack, aDeployment({ ...canaryFields, sweep }));
    expect(at(`aws_cloudwatch_metric_alarm.alarms_canary-missing-${door}`)).toMatchObject({
      ...own({ door }),
      metric_name: 'CanaryPassed',
      comparison_operator: 'LessThanThreshold',
      evaluation_periods: 2,
      period: 1800,
      treat_missing_data: 'breaching',
    });
  });

  it.each(Object.entries(alarms))(
    'publish to the topic, say what to do, and stay OK without data unless something was to happen: %s',
    (_name, alarm) => {
      const kind = String(alarm['alarm_name']).replace('dev-image-trust-', '');
      expect(alarm).toMatchObject({
        alarm_actions: ['${aws_sns_topic.topic.arn}'],
        treat_missing_data: /^(?:canary|sweep)-missing/.test(kind) ? 'breaching' : 'notBreaching',
      });
      expect(alarm['alarm_description']).toMatch(new RegExp(`^[A-Z].+\\. What to do: docs/operations\\.md#${kind}$`));
    },
  );
});

describe('the alarms of the sweep', () => {
  const withEvery = (everyMinutes: number) => synthFor(VerifierStack, aDeployment({ sweep: { everyMinutes } }));

  it('sweep-missing goes off when no sweep ended in three periods, also without any data', () => {
    expect(alarms['alarms_sweep-missing']).toMatchObject({
      ...own(),
      metric_name: 'SweepFinished',
      comparison_operator: 'LessThanThreshold',
      evaluation_periods: 3,
      treat_missing_data: 'breaching',
      alarm_description: expect.stringMatching(/docs\/operations\.md#sweep-missing$/) as string,
      alarm_actions: ['${aws_sns_topic.topic.arn}'],
    });
  });

  it.each([
    ['sweep-not-covered', { ...own({ kind: 'notCovered' }), metric_name: 'SweepContainers' }],
    ['sweep-clusters-not-read', { ...own(), metric_name: 'SweepClustersNotRead' }],
  ])('%s goes off only after three sweeps in a row', (kind, metric) => {
    expect(alarms[`alarms_${kind}`]).toMatchObject({
      ...metric,
      statistic: 'Minimum',
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      evaluation_periods: 3,
    });
  });

  it.each([15, 59, 60, 1440])('are evaluated over no longer than CloudWatch allows, every %d minutes', (minutes) => {
    const { period, evaluation_periods: periods } = withEvery(minutes).at(
      'aws_cloudwatch_metric_alarm.alarms_sweep-missing',
    );
    expect(period).toBe(minutes * 60);
    expect(Number(period) * Number(periods)).toBeLessThanOrEqual(Number(period) < 3600 ? 86_400 : 604_800);
  });
});

describe('the alarm queue-age', () => {
  const thresholdWith = (confirmUnsignedAfterSeconds: number): unknown =>
    synthFor(VerifierStack, aDeployment({ responses: { confirmUnsignedAfterSeconds } })).at(
      'aws_cloudwatch_metric_alarm.alarms_queue-age',
    )['threshold'];

  it.each([1, 60, 900, 901, 3600])(
    'does not go off for messages that wait as planned, if unsigned images are verified again after %d seconds',
    (seconds) => {
      const threshold = thresholdWith(seconds);
      expect(threshold).toBeGreaterThan(backOffSeconds(100));
      expect(threshold).toBeGreaterThan(seconds);
    },
  );
});

describe('the alarm gate-waiting', () => {
  it('goes off after as many minutes as the deployment file says', () => {
    const gate = { stages: ['PRE_SCALE_UP'], alarmAfterMinutes: 5 };
    const { at } = synthFor(VerifierStack, aDeployment({ gate }));
    expect(at('aws_cloudwatch_metric_alarm.alarms_gate-waiting')['threshold']).toBe(5);
  });

  it('goes off after 30 minutes where only clusters have a gate', () => {
    const clusters = { pay: { mode: 'enforce', gate: { stages: ['PRE_SCALE_UP'] } } };
    const { at } = synthFor(VerifierStack, aDeployment({ clusters }));
    expect(at('aws_cloudwatch_metric_alarm.alarms_gate-waiting')['threshold']).toBe(30);
  });
});
