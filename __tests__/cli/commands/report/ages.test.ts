import { ageOf, oldReportWarning, timeLeft } from '../../../../cli/commands/report/ages';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const instantAfter = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();

describe('ageOf', () => {
  it.each([
    ['less than a minute ago', MINUTE - 1],
    ['less than a minute ago', -HOUR],
    ['1 minute ago', MINUTE],
    ['119 minutes ago', 2 * HOUR - 1],
    ['2 hours ago', 2 * HOUR],
    ['47 hours ago', 2 * DAY - 1],
    ['3 days ago', 3 * DAY],
  ])('is %s after %d ms', (words, age) => {
    expect(ageOf(instantAfter(-age), NOW)).toBe(words);
  });
});

describe('timeLeft', () => {
  it.each([
    ['ended', 0],
    ['less than a minute', 1],
    ['30 minutes', 30 * MINUTE],
    ['119 minutes', 2 * HOUR - 1],
    ['2 hours', 2 * HOUR],
    ['2 days', 49 * HOUR],
  ])('is %s when %d ms are left', (words, left) => {
    expect(timeLeft(instantAfter(left), NOW)).toBe(words);
  });
});

describe('oldReportWarning', () => {
  const hourly = { everyMinutes: 60, reportDays: 90, ownerTag: 'owner' };
  const warningAt = (age: number, sweep: Parameters<typeof oldReportWarning>[1]): string | undefined =>
    oldReportWarning(instantAfter(-age), sweep, NOW);

  it('warns only after two periods of the sweep', () => {
    expect(warningAt(2 * HOUR, hourly)).toBeUndefined();
    expect(warningAt(3 * HOUR, hourly)).toBe(
      'warning: this report is 3 hours old, although a sweep runs every 60 minutes: check the alarms of the sweep (docs/operations.md), or use --now',
    );
    expect(warningAt(2 * HOUR + 1, hourly)).toMatch(/^warning: this report is 2 hours old, although/);
  });

  it('warns after a day where the sweep is off, and says that it is', () => {
    expect(warningAt(DAY, 'off')).toBeUndefined();
    expect(warningAt(DAY + 1, 'off')).toBe(
      'warning: this report is 24 hours old, and the sweep is off, so no newer one follows: use --now',
    );
  });
});
