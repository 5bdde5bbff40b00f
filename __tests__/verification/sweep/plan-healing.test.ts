import {
  ANNOUNCED_LEVELS,
  healingKeys,
  isToBeHealed,
  ledgerKey,
  UNTRUSTED_REASONS,
  type AnnouncedLevel,
  type HealingSituation,
  type LedgerEntry,
  type SweptTask,
  type Trust,
  type Verdict,
} from '../../../verification';
import {
  aLedgerEntry,
  aLoadedTrust,
  anUntrusted,
  aServiceFailure,
  aTask,
  aTrusted,
  aVerified,
  MINUTE,
  NOW,
} from '../../support/domain/domain';

const HOUR = 60 * MINUTE;
const RETRIED_FOR = 6 * HOUR;
const AUDIT = aLoadedTrust({ mode: 'audit' });
const ENFORCE = aLoadedTrust({ mode: 'enforce' });
const EXEMPT: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };

const sweptWith = (verdict: Verdict, group = 'family:web'): SweptTask => ({
  task: aTask({ group }),
  containers: [aVerified({ verdict })],
});

const keyOf = (verdict: Verdict): string => ledgerKey(aTask().taskArn, aVerified({ verdict }));

const situation = (
  entries: readonly (readonly [Verdict, LedgerEntry])[],
  overrides: Partial<HealingSituation> = {},
): HealingSituation => ({
  trust: AUDIT,
  entries: new Map(entries.map(([verdict, entry]) => [keyOf(verdict), entry])),
  now: NOW,
  retriedFor: RETRIED_FOR,
  ...overrides,
});

/** An entry of this level, first seen so long ago. */
const seen = (log: AnnouncedLevel, ago = 0, overrides: Partial<LedgerEntry> = {}): LedgerEntry =>
  aLedgerEntry({ firstSeen: NOW - ago, announced: { log }, ...overrides });

describe('isToBeHealed', () => {
  it.each<[string, Verdict]>([
    ['trusted', aTrusted()],
    ['exempt', EXEMPT],
    ['untrusted', anUntrusted()],
    ['inconclusive', aServiceFailure()],
  ])('is so when a verdict was never announced: %s', (_kind, verdict) => {
    expect(isToBeHealed(sweptWith(verdict), situation([]))).toBe(true);
    expect(isToBeHealed(sweptWith(verdict), situation([[verdict, seen('nothing')]]))).toBe(true);
    expect(isToBeHealed(sweptWith(verdict), situation([[verdict, seen('recorded')]]))).toBe(false);
  });

  it('is so when only another channel than the log has announced it', () => {
    const entry = aLedgerEntry({ announced: { topic: 'reported' } });
    expect(isToBeHealed(sweptWith(aTrusted()), situation([[aTrusted(), entry]]))).toBe(true);
  });

  it('is so when one container of several is', () => {
    const task = sweptWith(aTrusted());
    const containers = [...task.containers, aVerified({ verdict: anUntrusted('unsigned') })];
    expect(isToBeHealed({ ...task, containers }, situation([[aTrusted(), seen('recorded')]]))).toBe(true);
  });

  it('is not so for a task without containers', () => {
    expect(isToBeHealed({ task: aTask(), containers: [] }, situation([]))).toBe(false);
  });

  it('is not so without a usable trust document', () => {
    const trust: Trust = { kind: 'unusable', reason: 'access denied' };
    expect(isToBeHealed(sweptWith(anUntrusted()), situation([], { trust }))).toBe(false);
  });

  it('is not so in an outage, when the image got a definite verdict before', () => {
    for (const verdict of [aTrusted(), ...UNTRUSTED_REASONS.map((reason) => anUntrusted(reason))])
      expect(isToBeHealed(sweptWith(aServiceFailure()), situation([[verdict, seen('recorded')]]))).toBe(false);
  });

  it('is so when an image that was trusted is found revoked', () => {
    const entries = [[aTrusted(), seen('recorded', HOUR)]] as const;
    expect(isToBeHealed(sweptWith(anUntrusted('revoked')), situation(entries))).toBe(true);
  });
});

describe('isToBeHealed for an untrusted image that was announced', () => {
  const verdict = anUntrusted('revoked');
  const due = (entry: LedgerEntry, overrides: Partial<HealingSituation> = {}, group?: string): boolean =>
    isToBeHealed(sweptWith(verdict, group), situation([[verdict, entry]], { trust: ENFORCE, ...overrides }));

  it.each<[AnnouncedLevel, number]>([
    ['recorded', 0],
    ['reported', 0],
    ['stop-pending', HOUR],
    ['rollback-pending', HOUR],
    ['stop-failed', RETRIED_FOR + HOUR],
    ['rollback-failed', RETRIED_FOR + HOUR],
    ['stop-budget-spent', RETRIED_FOR + HOUR],
    ['rollback-budget-spent', RETRIED_FOR + HOUR],
  ])('is so after %s, when no message about it can be in the queue any more', (level, after) => {
    expect(due(seen(level, after))).toBe(true);
    expect(after > 0 && due(seen(level, after - 1))).toBe(false);
  });

  const FINAL = ANNOUNCED_LEVELS.slice(ANNOUNCED_LEVELS.indexOf('not-rolled-back'));
  it.each(FINAL)('is never so after %s', (level) => {
    expect(due(seen(level, 1000 * HOUR))).toBe(false);
  });

  it.each([{ stopped: true }, { rolledBack: true }])('is not so when something was done about it: %j', (done) => {
    expect(due(seen('stop-failed', 1000 * HOUR, done))).toBe(false);
  });

  it('is not so in audit, nor for a service that enforce only reports', () => {
    expect(due(seen('reported', 1000 * HOUR), { trust: AUDIT })).toBe(false);
    expect(due(seen('reported', 1000 * HOUR), {}, 'service:web')).toBe(false);
  });

  it('is so for a service that enforce rolls back', () => {
    const { responses } = ENFORCE.document;
    const trust = aLoadedTrust({ mode: 'enforce', responses: { ...responses, services: 'rollback' } });
    expect(due(seen('reported', HOUR), { trust }, 'service:web')).toBe(true);
  });
});

describe('healingKeys', () => {
  it('has the key of each verdict', () => {
    expect(healingKeys(sweptWith(aTrusted()))).toEqual([keyOf(aTrusted())]);
  });

  it('has the keys of all definite verdicts of an image that could not be verified', () => {
    expect(healingKeys(sweptWith(aServiceFailure()))).toEqual(
      [aServiceFailure(), aTrusted(), ...UNTRUSTED_REASONS.map((reason) => anUntrusted(reason))].map(keyOf),
    );
  });
});
