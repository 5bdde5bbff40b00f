import fc from 'fast-check';
import {
  gravestKind,
  IMAGE_REASONS,
  imageUnprovable,
  reasonOf,
  SERVICE_REASONS,
  serviceFailed,
  untrusted,
  UNTRUSTED_REASONS,
  type Verdict,
} from '../../verification';
import { anUnprovable, anUntrusted, aServiceFailure, aTrusted } from '../support/domain/domain';

const exempt: Verdict = { kind: 'exempt', rule: 'vendor', detail: 'mirrored next week' };
const ALL: readonly Verdict[] = [exempt, aTrusted(), aServiceFailure(), anUnprovable(), anUntrusted()];

describe('reasonOf', () => {
  it.each<[Verdict, string | null]>([
    [aTrusted(), null],
    [exempt, 'vendor'],
    [untrusted('revoked', ''), 'revoked'],
    [serviceFailed('throttled', ''), 'throttled'],
    [imageUnprovable('image-not-found', ''), 'image-not-found'],
  ])('of %j is %s', (verdict, reason) => {
    expect(reasonOf(verdict)).toBe(reason);
  });

  it('is unique: no reason belongs to two kinds or causes', () => {
    const reasons = [...UNTRUSTED_REASONS, ...SERVICE_REASONS, ...IMAGE_REASONS];
    expect(new Set(reasons).size).toBe(reasons.length);
  });
});

describe('gravestKind', () => {
  it('rule 3: is inconclusive for an empty list, never trusted', () => {
    expect(gravestKind([])).toBe('inconclusive');
  });

  it.each<[Verdict['kind'], readonly Verdict[]]>([
    ['untrusted', ALL],
    ['inconclusive', [exempt, aTrusted(), aServiceFailure()]],
    ['inconclusive', [aTrusted(), anUnprovable()]],
    ['trusted', [exempt, aTrusted()]],
    ['exempt', [exempt, exempt]],
  ])('is %s', (kind, verdicts) => {
    expect(gravestKind(verdicts)).toBe(kind);
    expect(gravestKind(verdicts.toReversed())).toBe(kind);
  });

  it('never becomes less grave by one more verdict', () => {
    const gravity: readonly Verdict['kind'][] = ['exempt', 'trusted', 'inconclusive', 'untrusted'];
    const verdict = fc.constantFrom(...ALL);
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1 }), verdict, (verdicts, another) => {
        const before = gravity.indexOf(gravestKind(verdicts));
        const after = gravity.indexOf(gravestKind([...verdicts, another]));
        expect(after).toBe(Math.max(before, gravity.indexOf(another.kind)));
      }),
    );
  });
});
