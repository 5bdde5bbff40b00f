import { MAX_RECEIVE_COUNT } from '../../../contracts/functions/launch-limits';
import { MAX_WAIT_SECONDS } from '../../../functions/launch/handle-record';
import { gateBackOffSeconds, planWait, type WaitSituation } from '../../../verification';
import { MINUTE, NOW } from '../../support/domain/domain';

const HOUR = 60 * MINUTE;
const plan = (overrides: Partial<WaitSituation> = {}) =>
  planWait({
    attempt: 1,
    lastAttempt: 29,
    firstSeen: NOW,
    now: NOW,
    expiresAt: NOW + 24 * HOUR,
    confirmAfterSeconds: null,
    ...overrides,
  });

describe('gateBackOffSeconds', () => {
  it.each([
    [1, 30],
    [2, 60],
    [5, 480],
    [6, 900],
    [13, 900],
    [14, 1_800],
    [21, 1_800],
    [22, 10_800],
    [29, 10_800],
  ])('grows with the attempts: attempt %d, %d seconds', (attempt, seconds) => {
    expect(gateBackOffSeconds(attempt)).toBe(seconds);
  });

  it('lasts about 27 hours until a message is a dead letter, within what queue and handler allow', () => {
    const waits = Array.from({ length: MAX_RECEIVE_COUNT - 1 }, (_, index) => gateBackOffSeconds(index + 1));
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3600;
    expect(hours).toBeGreaterThan(26);
    expect(hours).toBeLessThan(4 * 24);
    expect(Math.max(...waits)).toBeLessThanOrEqual(MAX_WAIT_SECONDS);
  });
});

describe('planWait', () => {
  it('waits for the back-off of the attempt', () => {
    expect(plan({ attempt: 3 })).toEqual({ outcome: 'waiting', afterSeconds: gateBackOffSeconds(3) });
  });

  it('waits until an untrusted image is to be confirmed', () => {
    expect(plan({ confirmAfterSeconds: 42 })).toEqual({ outcome: 'rollback-pending', afterSeconds: 42 });
  });

  it('waits no longer than until ten minutes before the hook expires', () => {
    const now = NOW + 23 * HOUR;
    expect(plan({ attempt: 25, now })).toEqual({ outcome: 'waiting', afterSeconds: 50 * 60 });
    expect(plan({ attempt: 25, now: NOW + 24 * HOUR - 10 * MINUTE - 1 })).toMatchObject({ afterSeconds: 1 });
  });

  it('warns from ten minutes before the hook expires, and looks again just after that', () => {
    const now = NOW + 24 * HOUR - 10 * MINUTE;
    expect(plan({ attempt: 25, now })).toEqual({ outcome: 'expiring', afterSeconds: 605 });
    expect(plan({ attempt: 25, now, confirmAfterSeconds: 42 })).toEqual({ outcome: 'expiring', afterSeconds: 42 });
  });

  it('warns after half of a short time-out', () => {
    const expiresAt = NOW + 8 * MINUTE;
    expect(plan({ attempt: 9, expiresAt })).toEqual({ outcome: 'waiting', afterSeconds: 4 * 60 });
    expect(plan({ attempt: 9, expiresAt, now: NOW + 4 * MINUTE })).toEqual({ outcome: 'expiring', afterSeconds: 245 });
  });

  it('backs off also after the hook should have expired, and where ECS names no time', () => {
    expect(plan({ now: NOW + 25 * HOUR })).toEqual({ outcome: 'expiring', afterSeconds: 30 });
    expect(plan({ expiresAt: null, attempt: 29, lastAttempt: 30 })).toEqual({
      outcome: 'waiting',
      afterSeconds: 10_800,
    });
  });

  it.each([null, 42])('says at the last attempt that it does not try again', (confirmAfterSeconds) => {
    expect(plan({ attempt: 29, confirmAfterSeconds })).toMatchObject({ outcome: 'unanswered' });
    expect(plan({ attempt: 28, confirmAfterSeconds })).not.toMatchObject({ outcome: 'unanswered' });
  });
});
