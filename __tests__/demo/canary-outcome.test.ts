import { canaryOutcomes } from '../../demo/canary-outcome';
import type { LogLine } from '../../testing/lambda/sandbox';

const line = (fields: object): LogLine => ({ stream: 'stdout', text: JSON.stringify(fields) });

describe('canaryOutcomes', () => {
  it('counts each data point with a door once, and keeps the log lines about wrong answers', () => {
    const wrong = { message: 'A canary image got a wrong answer', door: 'gate', canary: 'revoked', found: 'trusted' };
    const logs = [
      line({ service: 'demo', door: 'sweep', CanaryPassed: 1 }),
      line({ service: 'demo', door: 'gate', CanaryFailed: 1 }),
      // The same once more, for the alarm on all doors.
      line({ service: 'demo', CanaryFailed: 1 }),
      line(wrong),
      line({ message: 'A sweep has finished' }),
    ];
    expect(canaryOutcomes(logs)).toEqual({ passed: ['sweep'], failed: ['gate'], wrong: [wrong] });
  });
});
