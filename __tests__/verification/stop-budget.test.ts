import fc from 'fast-check';
import { spendStop } from '../../verification';
import { MINUTE, NOW } from '../support/domain/domain';

const BUDGET = { stops: 2, minutes: 10 };

describe('spendStop', () => {
  it('grants a stop that is left, and keeps its time', () => {
    expect(spendStop([], BUDGET, NOW)).toEqual({ granted: true, stops: [NOW] });
    expect(spendStop([NOW - MINUTE], BUDGET, NOW)).toEqual({ granted: true, stops: [NOW - MINUTE, NOW] });
  });

  it('grants nothing from a spent budget, and does not count the refusal', () => {
    const stops = [NOW - 2 * MINUTE, NOW - MINUTE];
    expect(spendStop(stops, BUDGET, NOW)).toEqual({ granted: false, stops });
  });

  it('grants again when a stop is ten minutes old, and not before', () => {
    const stops = [NOW - 10 * MINUTE, NOW - MINUTE];
    expect(spendStop(stops, BUDGET, NOW - 1)).toEqual({ granted: false, stops });
    expect(spendStop(stops, BUDGET, NOW)).toEqual({ granted: true, stops: [NOW - MINUTE, NOW] });
  });

  it('grants nothing from a budget of zero stops', () => {
    expect(spendStop([], { stops: 0, minutes: 10 }, NOW)).toEqual({ granted: false, stops: [] });
  });

  it('does not change the list', () => {
    const stops = Object.freeze([NOW - MINUTE]);
    expect(spendStop(stops, BUDGET, NOW).stops).not.toBe(stops);
  });

  it('grants exactly as many stops within its minutes as the budget has', () => {
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
