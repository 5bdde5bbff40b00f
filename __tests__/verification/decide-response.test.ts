import fc from 'fast-check';
import {
  IMAGE_ATTEMPTS,
  IMAGE_REASONS,
  imageUnprovable,
  isRetried,
  decideResponse,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type PlannedResponse,
  type ResponseSituation,
  type Verdict,
} from '../../verification';
import {
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aSituation,
  aTrusted,
  NOW,
  someSettings,
} from '../support/domain/domain';

const RECORD: PlannedResponse = { kind: 'record' };
const REPORT: PlannedResponse = { kind: 'report' };
const STOP: PlannedResponse = { kind: 'stop' };
const confirm = (afterSeconds: number): PlannedResponse => ({ kind: 'confirm', afterSeconds });

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };
const unsigned = untrusted('unsigned', '');
const stopping = someSettings({ whenUnprovable: 'stop' });

// Everywhere but in enforce, for a standalone task that goes on, nothing may be stopped.
const ELSEWHERE: readonly Partial<ResponseSituation>[] = (['audit', 'enforce'] as const).flatMap((mode) =>
  (['standalone', 'service', 'other'] as const).flatMap((workload) =>
    [false, true]
      .filter((ending) => mode === 'audit' || workload !== 'standalone' || ending)
      .map((ending) => ({ mode, workload, ending })),
  ),
);

type Row = readonly [string, Partial<ResponseSituation>, PlannedResponse, PlannedResponse];
const rows: readonly Row[] = [
  ['trusted', { verdict: aTrusted() }, RECORD, RECORD],
  ['trusted at the last attempt', { verdict: aTrusted(), attempt: 30 }, RECORD, RECORD],
  ['exempt', { verdict: exempt }, RECORD, RECORD],
  ...UNTRUSTED_REASONS.filter((reason) => reason !== 'unsigned').map((reason): Row => [
    reason,
    { verdict: untrusted(reason, '') },
    REPORT,
    STOP,
  ]),
  ['unsigned, seen just now', { verdict: unsigned, firstSeen: NOW }, REPORT, confirm(60)],
  ['unsigned, seen 18.5 s ago', { verdict: unsigned, firstSeen: NOW - 18_500 }, REPORT, confirm(42)],
  ['unsigned, seen nearly a minute ago', { verdict: unsigned, firstSeen: NOW - 59_999 }, REPORT, confirm(1)],
  ['unsigned, seen a minute ago', { verdict: unsigned, firstSeen: NOW - 60_000 }, REPORT, STOP],
  ['unsigned, seen long ago', { verdict: unsigned, firstSeen: 0 }, REPORT, STOP],
  [
    'unsigned, where the deployment waits longer',
    { verdict: unsigned, firstSeen: NOW - 60_000, settings: someSettings({ confirmUnsignedAfterSeconds: 90 }) },
    REPORT,
    confirm(30),
  ],
  ...SERVICE_REASONS.flatMap((reason): readonly Row[] => [
    [`${reason}, first attempt`, { verdict: serviceFailed(reason, '') }, RECORD, RECORD],
    [`${reason}, last attempt but one`, { verdict: serviceFailed(reason, ''), attempt: 29 }, RECORD, RECORD],
    [
      `${reason}, last attempt, whenUnprovable stop`,
      { verdict: serviceFailed(reason, ''), attempt: 30, settings: stopping },
      REPORT,
      REPORT,
    ],
  ]),
  ...IMAGE_REASONS.flatMap((reason): readonly Row[] => [
    [`${reason}, attempt 1`, { verdict: imageUnprovable(reason, ''), settings: stopping }, RECORD, RECORD],
    [`${reason}, attempt 2`, { verdict: imageUnprovable(reason, ''), attempt: 2, settings: stopping }, RECORD, RECORD],
    [`${reason}, attempt 3`, { verdict: imageUnprovable(reason, ''), attempt: 3 }, REPORT, REPORT],
    [`${reason}, attempt 30`, { verdict: imageUnprovable(reason, ''), attempt: 30 }, REPORT, REPORT],
    [
      `${reason}, attempt 3, whenUnprovable stop`,
      { verdict: imageUnprovable(reason, ''), attempt: 3, settings: stopping },
      REPORT,
      STOP,
    ],
  ]),
  ['unprovable, the only attempt there is', { verdict: anUnprovable(), lastAttempt: 1 }, REPORT, REPORT],
];

describe('responseFor', () => {
  it.each(rows)('enforces on a standalone task: %s', (_what, situation, _elsewhere, enforced) => {
    expect(decideResponse(aSituation(situation))).toEqual(enforced);
  });

  it.each(rows)('stops nothing in audit, of a service, of an unknown group, or at its end: %s', (...row) => {
    const [, situation, elsewhere] = row;
    expect(ELSEWHERE).toHaveLength(11);
    for (const place of ELSEWHERE) expect(decideResponse(aSituation({ ...situation, ...place }))).toEqual(elsewhere);
  });
});

const askedAgainAt = (verdict: Verdict, attempts: readonly number[]) =>
  attempts.map((attempt) => isRetried(verdict, { attempt, lastAttempt: 30 }));

describe('isAskedAgain', () => {
  it.each([aTrusted(), exempt, unsigned, anUntrusted()])('is never so for a definite verdict: %j', (verdict) => {
    expect(askedAgainAt(verdict, [1, 30])).toEqual([false, false]);
  });

  it('mistake 6: is always so when a service failed, since the queue ends it', () => {
    expect(askedAgainAt(aServiceFailure(), [1, 3, 30, 1000])).toEqual(Array(4).fill(true));
  });

  it('is so a few times for what the image kept from us', () => {
    expect(askedAgainAt(anUnprovable(), [1, 2, 3, 30])).toEqual([true, true, false, false]);
    expect(IMAGE_ATTEMPTS).toBe(3);
  });

  it.each([1, 2])('is never so at the last attempt for what the image kept from us, be it number %d', (lastAttempt) => {
    expect(isRetried(anUnprovable(), { attempt: lastAttempt, lastAttempt })).toBe(false);
  });
});

describe('responseFor, whatever the situation', () => {
  const verdict = fc.oneof(
    fc.constantFrom<Verdict>(aTrusted(), exempt),
    fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, '')),
    fc.constantFrom(...SERVICE_REASONS).map((reason): Verdict => serviceFailed(reason, '')),
    fc.constantFrom(...IMAGE_REASONS).map((reason): Verdict => imageUnprovable(reason, '')),
  );
  const situation: fc.Arbitrary<ResponseSituation> = fc.record({
    verdict,
    mode: fc.constantFrom('audit' as const, 'enforce' as const),
    workload: fc.constantFrom('service' as const, 'standalone' as const, 'other' as const),
    ending: fc.boolean(),
    attempt: fc.integer({ min: 1, max: 40 }),
    lastAttempt: fc.integer({ min: 1, max: 40 }),
    firstSeen: fc.integer({ min: 0, max: 2 * NOW }),
    now: fc.integer({ min: 0, max: 2 * NOW }),
    settings: fc
      .tuple(fc.constantFrom('report' as const, 'stop' as const), fc.integer({ min: 1, max: 3600 }))
      .map(([whenUnprovable, confirmUnsignedAfterSeconds]) =>
        someSettings({ whenUnprovable, confirmUnsignedAfterSeconds }),
      ),
  });

  it('mistake 4: never stops anything because a service failed', () => {
    const failed = fc.constantFrom(...SERVICE_REASONS).map((reason) => serviceFailed(reason, ''));
    fc.assert(
      fc.property(situation, failed, (each, failure) => {
        expect(['record', 'report']).toContain(decideResponse({ ...each, verdict: failure }).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('stops only in enforce, a standalone task that goes on, for what is untrusted or, where so set, unprovable', () => {
    fc.assert(
      fc.property(situation, (each) => {
        if (decideResponse(each).kind !== 'stop') return;
        expect(each).toMatchObject({ mode: 'enforce', workload: 'standalone', ending: false });
        if (each.verdict.kind === 'inconclusive')
          expect([each.verdict.cause, each.settings.whenUnprovable]).toEqual(['image', 'stop']);
        else expect(each.verdict.kind).toBe('untrusted');
      }),
      { numRuns: 2000 },
    );
  });

  it('asks for a second look after a whole second at least', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const response = decideResponse({ ...each, verdict: unsigned });
        if (response.kind === 'confirm') expect(response.afterSeconds).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('mistake 6: passes nothing over in silence: what is not good is reported, or comes back', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const good = each.verdict.kind === 'trusted' || each.verdict.kind === 'exempt';
        const silent = decideResponse(each).kind === 'record' && !isRetried(each.verdict, each);
        expect(silent).toBe(good);
      }),
      { numRuns: 500 },
    );
  });

  it('reports what the image kept from us exactly when it is not asked again', () => {
    const unprovable = fc.constantFrom(...IMAGE_REASONS).map((reason) => imageUnprovable(reason, ''));
    fc.assert(
      fc.property(situation, unprovable, (each, kept) => {
        expect(decideResponse({ ...each, verdict: kept }).kind === 'record').toBe(isRetried(kept, each));
      }),
      { numRuns: 500 },
    );
  });
});
