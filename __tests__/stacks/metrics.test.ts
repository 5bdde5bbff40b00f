import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictRecorder } from '../../adapters/responders';
import { canaryRecorder } from '../../adapters/responders/canary-recorder';
import { telemetryOf, trustObserver } from '../../functions/shared/telemetry';
import { announced, canaryPassed, counted, COUNTS } from '../../stacks/metrics';
import { serviceFailed, untrusted } from '../../verification';
import { compareAnswer } from '../../verification/canary/canary-result';
import { announcementOf } from '../support/domain/announcement';
import { aTrusted } from '../support/domain/domain';
import { captureOutput, type CapturedOutput } from '../support/launch/captured-output';

const PLACE = { name: 'dev', partition: 'aws', account: '111122223333', region: 'eu-west-1' };

describe('a metric of the functions', () => {
  const written = [
    'adapters/responders/verdict-recorder.ts',
    'adapters/responders/gate/gate-recorder.ts',
    'adapters/responders/grants/grant-recorder.ts',
    'adapters/responders/canary-recorder.ts',
    'functions/launch/compose.ts',
    'functions/launch/gate-ports.ts',
    'functions/notify/compose.ts',
    'functions/shared/telemetry.ts',
    'functions/sweep/observe.ts',
  ]
    .map((file) => readFileSync(join(__dirname, '../..', file), 'utf8'))
    .join('\n');

  it.each([
    'Announced',
    'CanaryPassed',
    'GateWaitingMinutes',
    'SweepContainers',
    'SweepClustersNotRead',
    'SweepDuration',
    ...COUNTS,
  ])('is written under the name that alarms and dashboard use: %s', (name) => {
    expect(written).toContain(`'${name}'`);
  });

  describe('is written in the namespace and with the dimensions that alarms use', () => {
    let output: CapturedOutput;

    beforeEach(() => {
      output = captureOutput();
    });

    afterEach(() => {
      jest.restoreAllMocks();
    });

    it.each([
      ['untrusted', untrusted('unsigned', 'no signature'), announced(PLACE, 'untrusted')],
      ['inconclusive', serviceFailed('throttled', 'slow down'), announced(PLACE, 'inconclusive', 'service')],
    ])('an announced verdict that is %s', async (_, verdict, { name, namespace, dimensions }) => {
      const record = verdictRecorder({ ...telemetryOf(PLACE.name), deployment: PLACE.name });
      await record(announcementOf(verdict, { outcome: 'reported' }));
      expect(output.publishedAs(name)).toEqual([{ namespace, dimensions }]);
    });

    it('the results of canary images, with their door for the alarm on missing ones, and all failed ones', () => {
      const [passed, failed] = [canaryPassed(PLACE, 'gate'), counted(PLACE, 'CanaryFailed')];
      const results = [
        compareAnswer({ canary: 'good', door: 'gate', verdict: aTrusted(), action: 'continue' }),
        compareAnswer({ canary: 'good', door: 'gate', verdict: untrusted('unsigned', ''), action: 'roll-back' }),
      ];
      canaryRecorder(telemetryOf(PLACE.name))(results, '2026-03-01T12:00:00.000Z');
      expect(output.publishedAs(passed.name)).toEqual([{ namespace: passed.namespace, dimensions: passed.dimensions }]);
      expect(output.publishedAs(failed.name)).toContainEqual({
        namespace: failed.namespace,
        dimensions: failed.dimensions,
      });
    });

    it('a trust document that cannot be used', () => {
      const telemetry = telemetryOf(PLACE.name);
      const { name, namespace, dimensions } = counted(PLACE, 'TrustDocumentRefused');
      trustObserver(telemetry).onTrustDocumentRefused(new Error('access denied'));
      telemetry.metrics.publishStoredMetrics();
      expect(output.publishedAs(name)).toEqual([{ namespace, dimensions }]);
    });
  });
});
