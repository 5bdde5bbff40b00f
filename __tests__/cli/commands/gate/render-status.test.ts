import { formatDuration } from '../../../../cli/commands/gate/render-status';

describe('formatDuration', () => {
  it.each([
    [-1, '0 min'],
    [29_000, '0 min'],
    [59 * 60_000, '59 min'],
    [200 * 60_000, '3 h 20 min'],
    [24 * 3_600_000, '1 d 0 h'],
    [14 * 24 * 3_600_000 - 1, '14 d 0 h'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
