import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { verdictRecorder } from '../../../adapters/responders';
import { toVerdictRecord } from '../../../adapters/responders/to-verdict-record';
import { imageUnprovable, serviceFailed, untrusted, type Outcome, type Verdict } from '../../../verification';
import { captureOutput, type CapturedOutput } from '../../support/launch/captured-output';
import { aTrusted } from '../../support/domain/domain';
import { announcementOf } from '../../support/domain/announcement';

const trusted = aTrusted();
const exempt: Verdict = { kind: 'exempt', rule: 'aws-managed-sidecar', detail: 'AWS adds it' };
const unsigned = untrusted('unsigned', 'no signature');
const throttled = serviceFailed('throttled', 'slow down');
const absent = imageUnprovable('image-not-found', 'no such image');

const record = async (verdict: Verdict, outcome: Outcome, repeated = false): Promise<CapturedOutput> => {
  const output = captureOutput();
  const logger = new Logger({ serviceName: 'dev' });
  const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
  await verdictRecorder({ logger, metrics, deployment: 'dev' })(announcementOf(verdict, { outcome, repeated }));
  return output;
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('verdictRecorder', () => {
  it('writes one log line with the fields of the event, without those that are null', async () => {
    const output = await record(unsigned, 'stopped');
    const event = toVerdictRecord(announcementOf(unsigned, { outcome: 'stopped' }), 'dev');
    expect(output.lines()).toEqual([
      {
        level: 'WARN',
        message: 'Image Verdict',
        timestamp: expect.any(String),
        service: 'dev',
        sampling_rate: 0,
        ...Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)),
      },
    ]);
  });

  it.each<[string, Verdict, string]>([
    ['trusted', trusted, 'INFO'],
    ['exempt', exempt, 'INFO'],
    ['untrusted', unsigned, 'WARN'],
    ['inconclusive', throttled, 'WARN'],
  ])('logs each kind of verdict at its level: %s', async (_kind, verdict, level) => {
    const output = await record(verdict, 'recorded');
    expect(output.lines()).toMatchObject([{ level }]);
  });

  it.each<[string, Verdict, object]>([
    ['trusted', trusted, { kind: 'trusted', reason: '-' }],
    ['exempt, by its rule', exempt, { kind: 'exempt', reason: 'aws-managed-sidecar' }],
    ['untrusted, by its reason', unsigned, { kind: 'untrusted', reason: 'unsigned' }],
    ['inconclusive, by its reason', throttled, { kind: 'inconclusive', reason: 'throttled' }],
  ])('counts a recorded verdict that is %s', async (_kind, verdict, dimensions) => {
    const output = await record(verdict, 'recorded');
    expect(output.metric('Verdicts')).toEqual([{ ...dimensions, Verdicts: 1 }]);
    expect(output.metric('Announced')).toEqual([]);
  });

  it('counts a verdict once, however often it is announced', async () => {
    const output = await record(unsigned, 'stopped', true);
    expect(output.metric('Verdicts')).toEqual([]);
    expect(output.metric('Announced')).toHaveLength(1);
    expect(output.lines()).toMatchObject([{ response: 'stopped' }]);
  });

  it.each<[string, Verdict, object]>([
    ['untrusted', unsigned, { kind: 'untrusted', cause: '-' }],
    ['inconclusive with cause service', throttled, { kind: 'inconclusive', cause: 'service' }],
    ['inconclusive with cause image', absent, { kind: 'inconclusive', cause: 'image' }],
  ])('counts announcements for the alarms: %s', async (_kind, verdict, dimensions) => {
    const output = await record(verdict, 'reported');
    expect(output.metric('Announced')).toEqual([{ ...dimensions, Announced: 1 }]);
  });

  it.each<[Outcome, number, number, number]>([
    ['stopped', 1, 0, 0],
    ['rolled-back', 0, 1, 0],
    ['stop-budget-spent', 0, 0, 1],
    ['rollback-budget-spent', 0, 0, 1],
    ['reported', 0, 0, 0],
    ['stop-pending', 0, 0, 0],
    ['stop-failed', 0, 0, 0],
    ['not-running', 0, 0, 0],
    ['not-confirmed', 0, 0, 0],
    ['stop-abandoned', 0, 0, 0],
    ['rollback-pending', 0, 0, 0],
    ['rollback-failed', 0, 0, 0],
    ['rollback-abandoned', 0, 0, 0],
  ])('counts stops, rollbacks and refusals by the stop budget: %s', async (outcome, stopped, rolledBack, spent) => {
    const output = await record(unsigned, outcome);
    expect(output.metric('TasksStopped')).toHaveLength(stopped);
    expect(output.metric('DeploymentsRolledBack')).toHaveLength(rolledBack);
    expect(output.metric('StopBudgetSpent')).toHaveLength(spent);
  });

  it('writes metrics of several announcements apart, with one writer', async () => {
    const output = captureOutput();
    const metrics = new Metrics({ namespace: 'ImageTrust', serviceName: 'dev' });
    const makeWriter = jest.spyOn(metrics, 'singleMetric');
    const announce = verdictRecorder({ logger: new Logger(), metrics, deployment: 'dev' });
    await announce(announcementOf(unsigned, { outcome: 'stopped' }));
    await announce(announcementOf(trusted, { outcome: 'recorded' }));
    expect(output.metric('Verdicts')).toEqual([
      { kind: 'untrusted', reason: 'unsigned', Verdicts: 1 },
      { kind: 'trusted', reason: '-', Verdicts: 1 },
    ]);
    expect(output.metric('TasksStopped')).toEqual([{ TasksStopped: 1 }]);
    expect(makeWriter).toHaveBeenCalledTimes(1);
  });
});
