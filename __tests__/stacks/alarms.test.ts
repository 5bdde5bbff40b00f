import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARM_KINDS } from '../../stacks/alarms';
import { VerifierStack } from '../../stacks/verifier-stack';
import { backOffSeconds } from '../../verification';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const alarms = stack.all('aws_cloudwatch_metric_alarm');
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

  it.each<[string, object]>([
    [
      'dead-letters',
      { ...queue('dev-image-trust-dead-letters'), metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 1 },
    ],
    [
      'undelivered-events',
      { ...queue('dev-image-trust-undelivered'), metric_name: 'ApproximateNumberOfMessagesVisible', threshold: 1 },
    ],
    [
      'lost-events',
      {
        namespace: 'AWS/Events',
        metric_name: 'InvocationsFailedToBeSentToDlq',
        dimensions: { RuleName: 'dev-image-trust-tasks' },
        statistic: 'Sum',
        threshold: 1,
      },
    ],
    ['queue-age', { ...queue('dev-image-trust'), metric_name: 'ApproximateAgeOfOldestMessage', threshold: 1800 }],
    ['function-errors', { ...lambda, metric_name: 'Errors' }],
    ['function-throttles', { ...lambda, metric_name: 'Throttles' }],
    ['untrusted', { ...own({ kind: 'untrusted', cause: '-' }), metric_name: 'Announced' }],
    ['inconclusive-service', { ...own({ kind: 'inconclusive', cause: 'service' }), metric_name: 'Announced' }],
    ['inconclusive-image', { ...own({ kind: 'inconclusive', cause: 'image' }), metric_name: 'Announced' }],
    ['stop-budget-spent', { ...own(), metric_name: 'StopBudgetSpent' }],
    ['trust-document-refused', { ...own(), metric_name: 'TrustDocumentRefused' }],
  ])('evaluate the metric of %s', (kind, metric) => {
    expect(alarms[`alarms_${kind}`]).toMatchObject({
      ...metric,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      evaluation_periods: 1,
    });
  });

  it.each(Object.entries(alarms))(
    'publish to the topic, say what to do, and stay OK without data: %s',
    (_name, alarm) => {
      const kind = String(alarm['alarm_name']).replace('dev-image-trust-', '');
      expect(alarm).toMatchObject({
        alarm_actions: ['${aws_sns_topic.topic.arn}'],
        treat_missing_data: 'notBreaching',
      });
      expect(alarm['alarm_description']).toMatch(new RegExp(`^[A-Z].+\\. What to do: docs/operations\\.md#${kind}$`));
    },
  );
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

describe('the dashboard', () => {
  const { dashboard_body: body } = stack.at('aws_cloudwatch_dashboard.dashboard');
  const { widgets } = JSON.parse(String(body)) as {
    widgets: readonly { properties: Readonly<Record<string, unknown>> }[];
  };

  it('shows every alarm', () => {
    const shown = widgets.flatMap(({ properties }) => properties['alarms'] ?? []);
    expect(shown).toEqual(
      ALARM_KINDS.map((kind) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-image-trust-${kind}`),
    );
  });

  it('shows the metric of every alarm', () => {
    const shown = JSON.stringify(widgets);
    for (const { metric_name: name } of Object.values(alarms)) expect(shown).toContain(`"${String(name)}"`);
  });
});

describe('a metric of the functions', () => {
  const written = ['adapters/responders/verdict-recorder.ts', 'functions/launch/compose.ts']
    .map((file) => readFileSync(join(__dirname, '../..', file), 'utf8'))
    .join('\n');

  it.each(['Announced', 'StopBudgetSpent', 'TrustDocumentRefused', 'TasksStopped'])(
    'is written under the name that alarms and dashboard use: %s',
    (name) => {
      expect(written).toContain(`'${name}'`);
    },
  );

  it('is written in the namespace and with the dimensions that alarms use', () => {
    expect(written).toContain("namespace: 'ImageTrust', serviceName: settings.deployment");
    expect(written).toContain("'Announced', { kind: verdict, cause: cause ?? '-' }");
  });
});
