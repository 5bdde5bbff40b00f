import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { sweepObserver } from '../../../functions/sweep/observe';
import { CLUSTER } from '../../support/domain/domain';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { sampleReport } from '../../support/report/sample-report';

let output: CapturedOutput;

beforeEach(() => {
  output = captureOutput();
});

afterEach(() => {
  jest.restoreAllMocks();
});

const observe = () => {
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
  const observer = sweepObserver({ logger: new Logger({ serviceName: 'dev' }), metrics });
  return { ...observer, publish: () => metrics.publishStoredMetrics() };
};

const REPORT = sampleReport({
  startedAt: '2026-03-01T12:00:00.000Z',
  finishedAt: '2026-03-01T12:01:30.000Z',
  clusters: [
    { cluster: CLUSTER, mode: 'audit', gate: [], problem: null },
    { cluster: `${CLUSTER}-2`, mode: 'audit', gate: [], problem: 'access denied' },
  ],
});
const { coverage } = REPORT;

describe('sweepObserver', () => {
  it('counts a finished sweep and its containers by kind', () => {
    const { onFinished, publish } = observe();
    onFinished({ report: REPORT, healed: 7 });
    publish();
    expect(output.metric('SweepFinished')).toMatchObject([{ SweepFinished: 1 }]);
    expect(output.metric('SweepHealed')).toMatchObject([{ SweepHealed: 7 }]);
    expect(output.metric('SweepClustersNotRead')).toMatchObject([{ SweepClustersNotRead: coverage.clustersNotRead }]);
    expect(output.metric('SweepDuration')).toMatchObject([{ SweepDuration: 90_000 }]);
    expect(output.metric('SweepContainers')).toEqual(
      (['trusted', 'untrusted', 'exempt', 'notCovered'] as const).map((kind) => ({
        kind,
        SweepContainers: coverage[kind],
      })),
    );
  });

  it('logs what the sweep covered, and each cluster that could not be read', () => {
    observe().onFinished({ report: REPORT, healed: 7 });
    expect(output.lines()).toMatchObject([
      { level: 'WARN', message: 'A cluster could not be read', cluster: `${CLUSTER}-2`, problem: 'access denied' },
      {
        level: 'INFO',
        message: 'A sweep has finished',
        sweep: REPORT.sweep,
        notCovered: coverage.notCovered,
        healed: 7,
      },
    ]);
  });

  it('logs that a sweep continues, and a latest report that cannot be read', () => {
    const { onBegun, onPreviousRefused } = observe();
    onBegun({ sweep: REPORT.sweep, invocation: 2 });
    onPreviousRefused(new Error('no report'));
    expect(output.lines()).toMatchObject([
      { level: 'INFO', sweep: REPORT.sweep, invocation: 2 },
      { level: 'WARN', message: 'The latest report cannot be read', error: { message: 'no report' } },
    ]);
  });

  it('logs tasks that are not sent, and why', () => {
    const { onBacklogUnknown, onPostponed } = observe();
    onBacklogUnknown(new Error('access denied'));
    onPostponed(7);
    expect(output.lines()).toMatchObject([
      { level: 'ERROR', message: expect.stringContaining('backlog') as string, error: { message: 'access denied' } },
      { level: 'WARN', message: expect.stringContaining('next sweep') as string, tasks: 7 },
    ]);
  });

  it('counts and logs a trust document that cannot be used', () => {
    const { onTrustDocumentRefused, publish } = observe();
    onTrustDocumentRefused(new Error('access denied'));
    publish();
    expect(output.metric('TrustDocumentRefused')).toMatchObject([{ TrustDocumentRefused: 1 }]);
    expect(output.lines()).toMatchObject([{ level: 'ERROR', error: { message: 'access denied' } }]);
  });
});
