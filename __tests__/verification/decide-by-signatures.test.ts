import { decideBySignatures, isSatisfied, type ExaminedSignature, type SignerRule } from '../../verification';
import {
  aBad,
  aGone,
  aGood,
  anUnchecked,
  FIRST,
  SECOND,
  signatureDigest,
  THIRD,
} from '../support/domain/examined-signature';

const ruleOf = (require: SignerRule['require'], signers = [FIRST, SECOND, THIRD]): SignerRule => ({ signers, require });

const decide = (examined: readonly ExaminedSignature[], rule = ruleOf('any'), truncated = false) =>
  decideBySignatures({ examined, truncated }, rule);

describe('decideBySignatures', () => {
  describe('by the number of different signers', () => {
    const [one, two, three] = [aGood(FIRST, 1), aGood(SECOND, 2), aGood(THIRD, 3)];
    it.each<[string, SignerRule, readonly ExaminedSignature[], string]>([
      ['any, by one', ruleOf('any'), [two], 'trusted'],
      ['any, by none', ruleOf('any'), [], 'untrusted'],
      ['all, by all', ruleOf('all'), [three, one, two], 'trusted'],
      ['all, by all but one', ruleOf('all'), [one, two], 'untrusted'],
      ['all of a list that repeats one, by each', ruleOf('all', [FIRST, FIRST, SECOND]), [one, two], 'trusted'],
      ['2, by two', ruleOf(2), [one, three], 'trusted'],
      ['2, by three', ruleOf(2), [one, two, three], 'trusted'],
      ['2, by one', ruleOf(2), [one], 'untrusted'],
      ['2, by one twice', ruleOf(2), [one, aGood(FIRST, 9)], 'untrusted'],
      ['4 of 3, by all', ruleOf(4), [one, two, three], 'untrusted'],
      ['0, by none', ruleOf(0), [], 'untrusted'],
      ['all of no signers, by none', ruleOf('all', []), [], 'untrusted'],
      ['any of other signers', ruleOf('any', [SECOND]), [one], 'untrusted'],
    ])('%s', (_, rule, examined, kind) => {
      expect(decide(examined, rule)).toMatchObject({ kind });
      expect(isSatisfied(examined, rule)).toBe(kind === 'trusted');
    });
  });

  it('gives the newest signature of each signer as evidence', () => {
    const newer = aGood(FIRST, 5, { signingTime: '2026-02-01T00:00:00.000Z', expiry: '2027-01-01T00:00:00.000Z' });
    expect(decide([aGood(FIRST, 1), newer, aGood(SECOND, 2), aGood(FIRST, 3)])).toEqual({
      kind: 'trusted',
      evidence: [newer, aGood(SECOND, 2)].map(({ outcome }) => outcome.kind === 'good' && outcome.evidence),
      detail: `signed by ${FIRST}/abcdefghi1, ${SECOND}/abcdefghi1`,
    });
  });

  it('is inconclusive for an unchecked signature, and says why', () => {
    const examined = [anUnchecked('tool-failed', FIRST, 1), aBad('revoked'), anUnchecked('throttled', SECOND, 3)];
    expect(decide(examined)).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'throttled',
      detail: 'signature 1 was not checked; signature 3 was not checked',
    });
  });

  describe('counts an unchecked signature only if it could lead to trust', () => {
    it.each<[string, SignerRule, readonly ExaminedSignature[], string]>([
      ['one is enough', ruleOf('any'), [anUnchecked('timed-out', FIRST)], 'inconclusive'],
      ['it is not known who signed', ruleOf('any'), [anUnchecked('timed-out')], 'inconclusive'],
      ['the other is good', ruleOf(2), [aGood(FIRST), anUnchecked('timed-out', SECOND)], 'inconclusive'],
      ['the same signer is good', ruleOf(2), [aGood(FIRST), anUnchecked('timed-out', FIRST)], 'untrusted'],
      ['another one is missing', ruleOf('all'), [aGood(FIRST), anUnchecked('timed-out', SECOND)], 'untrusted'],
      [
        'two of them are by one signer',
        ruleOf(2),
        [anUnchecked('timed-out', FIRST, 1), anUnchecked('timed-out', FIRST, 2)],
        'untrusted',
      ],
      ['two are by unknown signers', ruleOf(2), [anUnchecked('timed-out'), anUnchecked('throttled')], 'inconclusive'],
      [
        'more are needed than there are signers',
        ruleOf(4),
        [1, 2, 3, 4].map(() => anUnchecked('throttled')),
        'untrusted',
      ],
      ['it is no longer needed', ruleOf('any'), [aGood(FIRST), anUnchecked('timed-out', SECOND)], 'trusted'],
    ])('%s', (_, rule, examined, kind) => {
      expect(decide(examined, rule)).toMatchObject({ kind });
    });
  });

  it('is untrusted for the most telling reason, and names the signer and the reason of each signature', () => {
    const examined = [
      aBad('signature-invalid', 1),
      aBad('signer-not-trusted', 2, `${THIRD}/abcdefghi1`),
      { ...aBad('revoked', 3), signer: FIRST },
      aBad('signature-expired', 4),
    ];
    expect(decide(examined)).toEqual({
      kind: 'untrusted',
      reason: 'revoked',
      detail: 'signature 3 is bad; signature 4 is bad; signature 2 is bad; signature 1 is bad',
      signatures: [
        { digest: signatureDigest(3), signer: FIRST, reason: 'revoked', detail: 'signature 3 is bad' },
        { digest: signatureDigest(4), reason: 'signature-expired', detail: 'signature 4 is bad' },
        {
          digest: signatureDigest(2),
          signer: `${THIRD}/abcdefghi1`,
          reason: 'signer-not-trusted',
          detail: 'signature 2 is bad',
        },
        { digest: signatureDigest(1), reason: 'signature-invalid', detail: 'signature 1 is bad' },
      ],
    });
  });

  it.each([
    ['no signature', [], 'no signature is attached to the image'],
    ['only signatures that are gone', [aGone()], 'signature 4 is gone'],
    ['too few signers', [aGood(FIRST)], 'signed by 1 of the 2 signers that the policy needs'],
  ])('is unsigned for %s', (_, examined, detail) => {
    expect(decide(examined, ruleOf(2))).toEqual({ kind: 'untrusted', reason: 'unsigned', detail, signatures: [] });
  });

  describe('when more are listed than were examined', () => {
    it('says so unless the examined ones lead to trust, or could', () => {
      const examined = [aBad('revoked')];
      expect(decide(examined, ruleOf('any'), true)).toMatchObject({
        kind: 'untrusted',
        reason: 'too-many-signatures',
        detail: 'more signatures are attached than the 1 that were examined; signature 2 is bad',
        signatures: [{ reason: 'revoked' }],
      });
      expect(decide([...examined, aGood(FIRST)], ruleOf('any'), true)).toMatchObject({ kind: 'trusted' });
      expect(decide([...examined, anUnchecked('throttled')], ruleOf('any'), true)).toMatchObject({
        reason: 'throttled',
      });
    });
  });

  it('stays small, however many signatures are bad', () => {
    const decision = decide(Array.from({ length: 1_000 }, (_, number) => aBad('signature-invalid', number)));
    expect(decision).toMatchObject({ kind: 'untrusted', signatures: { length: 20 } });
    expect(decision.detail).toHaveLength(1_000);
  });
});
