import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTS } from '../../stacks/metrics';

describe('a metric of the functions', () => {
  const written = [
    'adapters/responders/verdict-recorder.ts',
    'adapters/responders/gate/gate-recorder.ts',
    'adapters/responders/grants/grant-recorder.ts',
    'adapters/responders/canary-recorder.ts',
    'functions/launch/compose.ts',
    'functions/launch/gate-ports.ts',
    'functions/notify/compose.ts',
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

  it('is written in the namespace and with the dimensions that alarms use', () => {
    expect(written).toContain("namespace: 'ImageTrust', serviceName: settings.deployment");
    expect(written).toContain("'Announced', { kind: verdict, cause: cause ?? '-' }");
  });
});
