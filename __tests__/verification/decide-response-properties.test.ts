import fc from 'fast-check';
import {
  decideResponse,
  IMAGE_REASONS,
  imageUnprovable,
  isRetried,
  reasonOf,
  SERVICE_REASONS,
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  type ResponseSituation,
  type Verdict,
} from '../../verification';
import { aTrusted, NOW } from '../support/domain/domain';

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: '' };
const unsigned = untrusted('unsigned', '');

describe('decideResponse in any situation', () => {
  const verdict = fc.oneof(
    fc.constantFrom<Verdict>(aTrusted(), exempt),
    fc.constantFrom(...UNTRUSTED_REASONS).map((reason): Verdict => untrusted(reason, '')),
    fc.constantFrom(...SERVICE_REASONS).map((reason): Verdict => serviceFailed(reason, '')),
    fc.constantFrom(...IMAGE_REASONS).map((reason): Verdict => imageUnprovable(reason, '')),
  );
  const situation: fc.Arbitrary<ResponseSituation> = fc.record({
    verdict,
    mode: fc.constantFrom('audit' as const, 'enforce' as const),
    workload: fc.constantFrom('service' as const, 'standalone' as const, 'daemon' as const),
    ending: fc.boolean(),
    attempt: fc.integer({ min: 1, max: 40 }),
    lastAttempt: fc.integer({ min: 1, max: 40 }),
    firstSeen: fc.integer({ min: 0, max: 2 * NOW }),
    now: fc.integer({ min: 0, max: 2 * NOW }),
    settings: fc.record({
      whenUnprovable: fc.constantFrom('report' as const, 'stop' as const),
      services: fc.constantFrom('report' as const, 'rollback' as const),
      confirmUnsignedAfterSeconds: fc.integer({ min: 1, max: 3600 }),
      stopBudget: fc.constant({ stops: 10, minutes: 10 }),
    }),
  });

  it('rule 1: never stops anything because a service failed', () => {
    const failed = fc.constantFrom(...SERVICE_REASONS).map((reason) => serviceFailed(reason, ''));
    fc.assert(
      fc.property(situation, failed, (each, failure) => {
        expect(['record', 'report']).toContain(decideResponse({ ...each, verdict: failure }).kind);
      }),
      { numRuns: 500 },
    );
  });

  it('stops only a running standalone task in enforce mode that is untrusted or, if so configured, unprovable', () => {
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

  it('rolls back only for a running task of a service in enforce mode that is untrusted, if so configured', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const response = decideResponse(each);
        if (response.kind !== 'roll-back' && !(response.kind === 'confirm' && response.before === 'roll-back')) return;
        expect(each).toMatchObject({ mode: 'enforce', workload: 'service', ending: false });
        expect([each.settings.services, each.verdict.kind]).toEqual(['rollback', 'untrusted']);
        expect(each.verdict).not.toMatchObject({ reason: 'too-many-signatures' });
      }),
      { numRuns: 2000 },
    );
  });

  it('rule 8: acts on anything but a revocation only when it was seen long enough ago', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const { kind } = decideResponse(each);
        if (kind !== 'stop' && kind !== 'roll-back') return;
        if (each.verdict.kind === 'inconclusive' || reasonOf(each.verdict) === 'revoked') return;
        expect(each.now - each.firstSeen).toBeGreaterThanOrEqual(each.settings.confirmUnsignedAfterSeconds * 1000);
      }),
      { numRuns: 2000 },
    );
  });

  it('waits at least a whole second before it confirms that an image is unsigned', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const response = decideResponse({ ...each, verdict: unsigned });
        if (response.kind === 'confirm') expect(response.afterSeconds).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('rule 1: reports or retries every verdict that is neither trusted nor exempt', () => {
    fc.assert(
      fc.property(situation, (each) => {
        const good = each.verdict.kind === 'trusted' || each.verdict.kind === 'exempt';
        const silent = decideResponse(each).kind === 'record' && !isRetried(each.verdict, each);
        expect(silent).toBe(good);
      }),
      { numRuns: 500 },
    );
  });

  it('reports a verdict with cause image exactly when it is not retried', () => {
    const unprovable = fc.constantFrom(...IMAGE_REASONS).map((reason) => imageUnprovable(reason, ''));
    fc.assert(
      fc.property(situation, unprovable, (each, failure) => {
        expect(decideResponse({ ...each, verdict: failure }).kind === 'record').toBe(isRetried(failure, each));
      }),
      { numRuns: 500 },
    );
  });
});
