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
const confirm = (afterSeconds: number): PlannedResponse => ({ kind: 'confirm', before: 'stop', afterSeconds });

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };
const unsigned = untrusted('unsigned', '');
const stopping = someSettings({ whenUnprovable: 'stop' });

// Only a running standalone task on a cluster in enforce mode may be stopped. These are all other situations.
const NOT_STOPPABLE: readonly Partial<ResponseSituation>[] = (['audit', 'enforce'] as const).flatMap((mode) =>
  (['standalone', 'service', 'daemon'] as const).flatMap((workload) =>
    [false, true]
      .filter((ending) => mode === 'audit' || workload !== 'standalone' || ending)
      .map((ending) => ({ mode, workload, ending })),
  ),
);

// The verdict, the situation, the response where nothing may be stopped, and the response where a stop is allowed.
type Row = readonly [string, Partial<ResponseSituation>, PlannedResponse, PlannedResponse];
const rows: readonly Row[] = [
  ['trusted', { verdict: aTrusted() }, RECORD, RECORD],
  ['trusted at the last attempt', { verdict: aTrusted(), attempt: 30 }, RECORD, RECORD],
  ['exempt', { verdict: exempt }, RECORD, RECORD],
  ['revoked, seen just now', { verdict: untrusted('revoked', ''), firstSeen: NOW }, REPORT, STOP],
  [
    'more signatures than are examined',
    { verdict: untrusted('too-many-signatures', ''), firstSeen: 0 },
    REPORT,
    REPORT,
  ],
  ...UNTRUSTED_REASONS.filter((reason) => reason !== 'revoked' && reason !== 'too-many-signatures').flatMap(
    (reason): readonly Row[] => [
      [`${reason}, seen just now`, { verdict: untrusted(reason, ''), firstSeen: NOW }, REPORT, confirm(60)],
      [`${reason}, seen a minute ago`, { verdict: untrusted(reason, ''), firstSeen: NOW - 60_000 }, REPORT, STOP],
    ],
  ),
  ['unsigned, seen 18.5 s ago', { verdict: unsigned, firstSeen: NOW - 18_500 }, REPORT, confirm(42)],
  ['unsigned, seen nearly a minute ago', { verdict: unsigned, firstSeen: NOW - 59_999 }, REPORT, confirm(1)],
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
  ['unprovable, only one attempt', { verdict: anUnprovable(), lastAttempt: 1 }, REPORT, REPORT],
];

/** The response to a service whose deployments are rolled back, where a standalone task gets this one. */
const forService = (response: PlannedResponse, { verdict }: Partial<ResponseSituation>): PlannedResponse => {
  if (response.kind === 'confirm') return { ...response, before: 'roll-back' };
  if (response.kind !== 'stop') return response;
  return { kind: verdict?.kind === 'inconclusive' ? 'report' : 'roll-back' };
};

describe('decideResponse', () => {
  it.each(rows)('responds in enforce mode to a standalone task: %s', (_what, situation, _otherwise, enforced) => {
    expect(decideResponse(aSituation(situation))).toEqual(enforced);
  });

  it.each(rows)('rolls back where it would stop, except for an unprovable image of a service: %s', (...row) => {
    const [, situation, , enforced] = row;
    const settings = { ...someSettings(), ...situation.settings, services: 'rollback' as const };
    const service = aSituation({ ...situation, settings, workload: 'service' });
    expect(decideResponse(service)).toEqual(forService(enforced, situation));
  });

  it.each<Partial<ResponseSituation>>([
    { workload: 'service', mode: 'audit' },
    { workload: 'service', ending: true },
    { workload: 'daemon' },
  ])('rule 11: rolls nothing back in audit mode, that is ending, or of a daemon: %j', (other) => {
    const settings = someSettings({ services: 'rollback' });
    expect(decideResponse(aSituation({ ...other, settings }))).toEqual(REPORT);
  });

  it.each(rows)('rule 11: stops nothing in audit mode, of a service, of a daemon, or that is ending: %s', (...row) => {
    const [, situation, response] = row;
    expect(NOT_STOPPABLE).toHaveLength(11);
    for (const other of NOT_STOPPABLE) expect(decideResponse(aSituation({ ...situation, ...other }))).toEqual(response);
  });
});

const retriedAt = (verdict: Verdict, attempts: readonly number[]) =>
  attempts.map((attempt) => isRetried(verdict, { attempt, lastAttempt: 30 }));

describe('isRetried', () => {
  it.each([aTrusted(), exempt, unsigned, anUntrusted()])('never retries a definite verdict: %j', (verdict) => {
    expect(retriedAt(verdict, [1, 30])).toEqual([false, false]);
  });

  it('rule 1: always retries when a service failed; the queue limits the attempts', () => {
    expect(retriedAt(aServiceFailure(), [1, 3, 30, 1000])).toEqual(Array(4).fill(true));
  });

  it('retries a few times when the image is at fault', () => {
    expect(retriedAt(anUnprovable(), [1, 2, 3, 30])).toEqual([true, true, false, false]);
    expect(IMAGE_ATTEMPTS).toBe(3);
  });

  it.each([1, 2])(
    'does not retry after the last attempt when the image is at fault, even if that is attempt %d',
    (lastAttempt) => {
      expect(isRetried(anUnprovable(), { attempt: lastAttempt, lastAttempt })).toBe(false);
    },
  );
});
