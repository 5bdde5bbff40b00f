import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { gateRecorder } from '../../../../adapters/responders';
import type { GateOutcome } from '../../../../verification';
import { captureOutput, type CapturedOutput } from '../../../support/launch/captured-output';
import { aGateAnnouncement } from '../../../support/gate/gate-announcement';

let output: CapturedOutput;

beforeEach(() => {
  output = captureOutput();
});

afterEach(() => {
  jest.restoreAllMocks();
});

const record = async (overrides: Parameters<typeof aGateAnnouncement>[0]): Promise<void> => {
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
  await gateRecorder({ logger: new Logger({ serviceName: 'dev' }), metrics, deployment: 'dev' })(
    aGateAnnouncement(overrides),
  );
  metrics.publishStoredMetrics();
};

describe('gateRecorder', () => {
  it.each<[GateOutcome, string, string]>([
    ['continued', 'INFO', 'GateContinued'],
    ['rolled-back', 'WARN', 'GateRolledBack'],
    ['expiring', 'WARN', 'GateExpiring'],
    ['unanswered', 'WARN', 'GateUnanswered'],
    ['timed-out', 'WARN', 'GateTimedOut'],
    ['overridden', 'WARN', 'GateOverridden'],
  ])('writes a line and counts one: %s', async (outcome, level, metric) => {
    await record({ outcome });
    expect(output.lines()).toMatchObject([{ level, message: 'Gate Decision', outcome, stage: 'PRE_SCALE_UP' }]);
    expect(output.metric(metric)).toMatchObject([{ [metric]: 1 }]);
  });

  it.each<GateOutcome>(['waiting', 'rollback-pending'])('writes a line and counts nothing: %s', async (outcome) => {
    jest.spyOn(console, 'warn');
    await record({ outcome });
    expect(output.lines().filter(({ message }) => message === 'Gate Decision')).toMatchObject([
      { level: 'WARN', outcome },
    ]);
  });

  it('warns of a deployment that a grant continued', async () => {
    await record({ outcome: 'continued', grants: ['g1'] });
    expect(output.lines()).toMatchObject([{ level: 'WARN', grants: ['g1'] }]);
  });
});
