import { isMet, toAimRow, type Aim } from '../../bench/aims';

const aim = (measured: number, wanted: Aim['aim']): Aim => ({ name: 'bundle', measured, unit: 'MB', aim: wanted });

describe('isMet', () => {
  it.each<[number, Aim['aim'], boolean]>([
    [0.9, { atMost: 0.9 }, true],
    [0.91, { atMost: 0.9 }, false],
    [50, { atLeast: 50 }, true],
    [49, { atLeast: 50 }, false],
    [20, { exactly: 20 }, true],
    [19, { exactly: 20 }, false],
    [NaN, { atMost: 1 }, false],
  ])('%d for %j: %s', (measured, wanted, expected) => {
    expect(isMet(aim(measured, wanted))).toBe(expected);
  });
});

describe('toAimRow', () => {
  it('shows what was measured, the aim, and whether it is met', () => {
    expect(toAimRow(aim(0.734, { atMost: 0.9 }))).toEqual(['bundle', '0.73 MB', 'at most 0.90 MB', 'met']);
    expect(toAimRow(aim(2, { atLeast: 3 }))).toEqual(['bundle', '2.00 MB', 'at least 3.00 MB', 'missed']);
    expect(toAimRow(aim(2, { exactly: 2 }))).toEqual(['bundle', '2.00 MB', '2.00 MB', 'met']);
  });
});
