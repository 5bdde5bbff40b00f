import fc from 'fast-check';
import { giveBackStop, spendStop, type SpentStop } from '../../verification';
import { MINUTE, NOW } from '../support/domain/domain';

const BUDGET = { stops: 2, minutes: 10 };
const stopOf = (arn: string, at: number): SpentStop => ({ arn, at });
const old = stopOf('task/old', NOW - 2 * MINUTE);
const recent = stopOf('task/recent', NOW - MINUTE);
const spend = (earlier: readonly SpentStop[], budget = BUDGET, now = NOW, arn = 'task/new') =>
  spendStop(earlier, { arn, budget }, now);
const granted = (...stops: readonly SpentStop[]) => ({ kind: 'granted', stops });
const refused = (freeAfterSeconds: number) => ({ kind: 'refused', freeAfterSeconds });

describe('spendStop', () => {
  it('grants a stop that is left, and keeps its ARN and time', () => {
    expect(spend([])).toEqual(granted(stopOf('task/new', NOW)));
    expect(spend([recent])).toEqual(granted(recent, stopOf('task/new', NOW)));
  });

  it('grants nothing from a spent budget, and returns when its oldest stop ceases to count', () => {
    expect(spend([old, recent])).toEqual(refused(8 * 60));
    expect(spend([recent, old])).toEqual(refused(8 * 60));
    expect(spend([old, recent], BUDGET, NOW + 500)).toEqual(refused(8 * 60));
  });

  it('grants again when that time has passed, and not before', () => {
    const then = NOW + 8 * MINUTE;
    expect(spend([old, recent], BUDGET, then - 1)).toEqual(refused(1));
    expect(spend([old, recent], BUDGET, then)).toEqual(granted(recent, stopOf('task/new', then)));
  });

  it('returns when enough stops cease to count after the budget was reduced', () => {
    const third = stopOf('task/third', NOW - 3 * MINUTE);
    expect(spend([old, recent, third], { stops: 1, minutes: 10 })).toEqual(refused(9 * 60));
    expect(spend([old, recent, third], { stops: 2, minutes: 10 })).toEqual(refused(8 * 60));
  });

  it('grants nothing from a budget of zero stops, not even after its minutes', () => {
    expect(spend([], { stops: 0, minutes: 10 })).toEqual(refused(600));
    expect(spend([old], { stops: 0, minutes: 1 })).toEqual(refused(60));
  });

  it('spends one stop for a task, however often stopping it is attempted', () => {
    const first = spend([recent]);
    if (first.kind !== 'granted') throw new Error('expected a stop, found none');
    expect(spend(first.stops, BUDGET, NOW + MINUTE)).toEqual(granted(...first.stops));
  });

  it('spends another stop for the same task when the first one no longer counts', () => {
    const again = stopOf('task/new', NOW + 10 * MINUTE);
    expect(spend([stopOf('task/new', NOW)], BUDGET, again.at)).toEqual(granted(again));
  });

  it('does not change the list', () => {
    const stops = Object.freeze([recent]);
    expect(spend(stops)).toEqual(granted(recent, stopOf('task/new', NOW)));
  });

  it('grants exactly as many stops within its minutes as the budget has', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3 * MINUTE }), { maxLength: 60 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 10 }), (all, stops, minutes) => {
        const times: number[] = [];
        let now = NOW;
        let known: readonly SpentStop[] = [];
        for (const [index, pause] of all.entries()) {
          now += pause;
          const counting = times.filter((time) => now - time < minutes * MINUTE);
          const spending = spend(known, { stops, minutes }, now, `task/${index}`);
          expect(spending.kind).toBe(counting.length < stops ? 'granted' : 'refused');
          if (spending.kind === 'refused') continue;
          known = spending.stops;
          times.push(now);
        }
      }),
    );
  });

  it('grants a refused stop after the time that it returned, unless the budget is zero', () => {
    const times = fc.array(fc.integer({ min: 0, max: 12 * MINUTE }), { maxLength: 8 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), (ages, stops) => {
        const earlier = ages.map((age, index) => stopOf(`task/${index}`, NOW - age));
        const spending = spend(earlier, { stops, minutes: 10 });
        if (spending.kind === 'granted') return;
        const later = NOW + spending.freeAfterSeconds * 1000;
        expect(spend(earlier, { stops, minutes: 10 }, later - 1000).kind).toBe('refused');
        expect(spend(earlier, { stops, minutes: 10 }, later).kind).toBe('granted');
      }),
    );
  });
});

describe('giveBackStop', () => {
  it('gives back the stop of this task, and of no other', () => {
    expect(giveBackStop([old, recent], old.arn)).toEqual([recent]);
    expect(giveBackStop([old, recent], 'task/other')).toEqual([old, recent]);
  });
});
