import fc from 'fast-check';
import { spendStop } from '../../verification';
import { MINUTE, NOW } from '../support/domain/domain';

const BUDGET = { stops: 2, minutes: 10 };

describe('spendStop', () => {
  it('grants what is left, and remembers when', () => {
    expect(spendStop([], BUDGET, NOW)).toEqual({ granted: true, stops: [NOW] });
    expect(spendStop([NOW - MINUTE], BUDGET, NOW)).toEqual({ granted: true, stops: [NOW - MINUTE, NOW] });
  });

  it('grants nothing when it is spent, and does not count the refusal', () => {
    const stops = [NOW - 2 * MINUTE, NOW - MINUTE];
    expect(spendStop(stops, BUDGET, NOW)).toEqual({ granted: false, stops });
  });

  it('grants again when a stop is ten minutes old, not before', () => {
    const stops = [NOW - 10 * MINUTE, NOW - MINUTE];
    expect(spendStop(stops, BUDGET, NOW - 1)).toEqual({ granted: false, stops });
    expect(spendStop(stops, BUDGET, NOW)).toEqual({ granted: true, stops: [NOW - MINUTE, NOW] });
  });

  it('grants nothing at all from a budget of none', () => {
    expect(spendStop([], { stops: 0, minutes: 10 }, NOW)).toEqual({ granted: false, stops: [] });
  });

  it('leaves the list as it was', () => {
    const stops = Object.freeze([NOW - MINUTE]);
    expect(spendStop(stops, BUDGET, NOW).stops).not.toBe(stops);
  });

  it('never grants more than the budget within its minutes, and refuses only when that much was granted', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3 * MINUTE }), { maxLength: 60 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 10 }), (all, stops, minutes) => {
        const granted: number[] = [];
        let now = NOW;
        let known: readonly number[] = [];
        for (const pause of all) {
          now += pause;
          const window = granted.filter((time) => now - time < minutes * MINUTE);
          const spending = spendStop(known, { stops, minutes }, now);
          expect(spending.granted).toBe(window.length < stops);
          known = spending.stops;
          if (spending.granted) granted.push(now);
        }
      }),
    );
  });
});
