import { ALARM_KINDS } from '../../stacks/alarms';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aFullDeployment } from '../support/deployment/deployment-full';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack, aFullDeployment());
const alarms = stack.all('aws_cloudwatch_metric_alarm');

interface Widget {
  readonly x: number;
  readonly y: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const widgetsIn = ({ at }: typeof stack): readonly Widget[] => {
  const { dashboard_body: body } = at('aws_cloudwatch_dashboard.dashboard');
  return (JSON.parse(String(body)) as { widgets: readonly Widget[] }).widgets;
};

describe('the dashboard', () => {
  const widgets = widgetsIn(stack);

  it('shows every alarm', () => {
    const shown = widgets.flatMap(({ properties }) => properties['alarms'] ?? []);
    expect(shown).toEqual(
      ALARM_KINDS.map((kind) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-image-trust-${kind}`),
    );
  });

  it.each([
    'GateContinued',
    'GateRolledBack',
    'GateOverridden',
    'GateWaitingMinutes',
    'DeploymentsRolledBack',
    'TasksStopped',
    'dev-image-trust-hooks',
    'dev-image-trust-grants',
  ])('shows %s', (name) => {
    expect(JSON.stringify(widgets)).toContain(`"${name}"`);
  });

  it('shows nothing of gate, rollbacks and break-glass to deployments without them', () => {
    expect(JSON.stringify(widgetsIn(synthFor(VerifierStack)))).not.toMatch(/gate|Gate|RolledBack|rolled back|Glass/);
  });

  it('has no two widgets in one place', () => {
    const places = widgets.map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('shows the metric of every alarm', () => {
    const shown = JSON.stringify(widgets);
    for (const { metric_name: name } of Object.values(alarms)) expect(shown).toContain(`"${String(name)}"`);
  });
});
