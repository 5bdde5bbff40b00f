import { formatSweepInput, parseSweepInput } from '../../../contracts/functions/sweep-input';
import { MAX_SWEEP_INVOCATIONS } from '../../../contracts/functions/sweep-limits';

const SWEEP = '2026-03-01T12:00:00.000Z';

describe('parseSweepInput', () => {
  it.each(['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.0Z'])(
    'takes what the schedule sends for the first invocation, and the instant %s for one id',
    (sweep) => {
      expect(parseSweepInput({ version: 1, sweep })).toEqual({ sweep: SWEEP, invocation: 1 });
    },
  );

  it.each([1, 2, MAX_SWEEP_INVOCATIONS])('reads what formatSweepInput writes for invocation %d', (invocation) => {
    expect(parseSweepInput(JSON.parse(formatSweepInput({ sweep: SWEEP, invocation })))).toEqual({
      sweep: SWEEP,
      invocation,
    });
  });

  it.each([
    ['another version', { version: 2, sweep: SWEEP }, 'version'],
    ['no sweep', { version: 1 }, 'sweep'],
    ['what the schedule did not fill in', { version: 1, sweep: '<aws.scheduler.scheduled-time>' }, 'sweep'],
    ['a date', { version: 1, sweep: '2026-03-01' }, 'sweep'],
    ['a key of another object', { version: 1, sweep: '../reports/latest' }, 'sweep'],
    ['invocation 0', { version: 1, sweep: SWEEP, invocation: 0 }, 'invocation'],
    ['half an invocation', { version: 1, sweep: SWEEP, invocation: 1.5 }, 'invocation'],
    ['an endless sweep', { version: 1, sweep: SWEEP, invocation: MAX_SWEEP_INVOCATIONS + 1 }, 'invocation'],
    ['no object', 'sweep', '(whole)'],
  ])('refuses %s', (_what, event, path) => {
    expect(() => parseSweepInput(event)).toThrow(`event of the sweep function: 1 problem\n  ${path}: expected`);
  });
});
