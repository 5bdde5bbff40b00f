import { attemptsFor, backOffSeconds } from '../../verification';

describe('backOffSeconds', () => {
  it('doubles from 30 seconds to 15 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 100, 5000].map(backOffSeconds)).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900]);
  });

  it('is at least 30 seconds, even for an impossible attempt number', () => {
    expect([0, -1].map(backOffSeconds)).toEqual([30, 30]);
  });
});

describe('attemptsFor', () => {
  const waited = (attempts: number): number => {
    let seconds = 0;
    for (let attempt = 1; attempt < attempts; attempt += 1) seconds += backOffSeconds(attempt);
    return seconds;
  };

  it.each([0.001, 0.01, 0.5, 1, 6, 12])('is the smallest number of attempts whose back-off lasts %d hours', (hours) => {
    const attempts = attemptsFor(hours);
    expect(waited(attempts)).toBeGreaterThanOrEqual(hours * 3600);
    expect(waited(attempts - 1)).toBeLessThan(hours * 3600);
  });

  it('rule 1: retries for at least six hours in 29 attempts', () => {
    expect(waited(attemptsFor(6))).toBeGreaterThanOrEqual(6 * 3600);
    expect(attemptsFor(6)).toBe(29);
  });

  it('is one attempt for zero hours', () => {
    expect(attemptsFor(0)).toBe(1);
  });
});
