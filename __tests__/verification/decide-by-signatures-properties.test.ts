import fc from 'fast-check';
import {
  decideBySignatures,
  isSatisfied,
  type ExaminedSignature,
  type SignatureDecision,
  type SignerRule,
} from '../../verification';
import { aBad, aGone, aGood, anUnchecked, FIRST, SECOND, THIRD } from '../support/domain/examined-signature';

const SIGNERS = [FIRST, SECOND, THIRD];

const number = fc.nat({ max: 1_000 });
const signer = fc.constantFrom(...SIGNERS);
const good = fc.tuple(signer, number).map(([by, each]) => aGood(by, each));
const unchecked = fc
  .tuple(fc.constantFrom('throttled' as const, 'timed-out' as const), fc.option(signer, { nil: undefined }), number)
  .map(([reason, by, each]) => anUnchecked(reason, by, each));
const bad = fc
  .tuple(
    fc.constantFrom('revoked', 'signature-expired', 'signer-not-trusted', 'signature-invalid'),
    number,
    fc.option(signer, { nil: undefined }),
  )
  .map(([reason, each, by]) => aBad(reason, each, by));
const gone = number.map((each) => aGone(each));

const rule: fc.Arbitrary<SignerRule> = fc.record({
  signers: fc.subarray(SIGNERS, { minLength: 1 }),
  require: fc.constantFrom<SignerRule['require'][]>('any', 'all', 1, 2, 3),
});

const counting = fc.array(fc.oneof(good, unchecked), { maxLength: 5 });
const others = fc.array(fc.oneof(bad, gone), { maxLength: 20 });

const shuffled = (list: readonly ExaminedSignature[]): fc.Arbitrary<ExaminedSignature[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

/** What must not depend on what else is attached: everything but the reason and the words of an untrusted verdict. */
const essence = (decision: SignatureDecision): object =>
  decision.kind === 'untrusted' ? { kind: decision.kind } : decision;

const digestsOf = (all: readonly ExaminedSignature[]): ReadonlySet<string> => new Set(all.map(({ digest }) => digest));

// A list names each signature once.
const mixed = fc
  .tuple(counting, others)
  .filter(([some, more]) => digestsOf([...some, ...more]).size === some.length + more.length)
  .chain(([some, more]) => fc.tuple(fc.constant(some), shuffled([...some, ...more])));

describe('decideBySignatures', () => {
  it('depends on the set of good and unchecked signatures only, in any order', () => {
    fc.assert(
      fc.property(mixed, rule, fc.boolean(), ([some, all], by, truncated) => {
        const alone = decideBySignatures({ examined: some, truncated: false }, by);
        expect(essence(decideBySignatures({ examined: all, truncated }, by))).toEqual(essence(alone));
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the same decision for the same signatures in another order', () => {
    const twice = mixed.chain(([, all]) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(twice, rule, ([first, second], by) => {
        const [one, other] = [first, second].map((examined) => decideBySignatures({ examined, truncated: false }, by));
        expect({ ...other, detail: '' }).toEqual({ ...one, detail: '' });
      }),
    );
  });

  it('trusts nothing without a good signature', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(unchecked, bad, gone)), rule, (examined, by) => {
        expect(decideBySignatures({ examined, truncated: false }, by).kind).not.toBe('trusted');
      }),
    );
  });

  it('stays trusted, whatever is added once it is satisfied', () => {
    fc.assert(
      fc.property(
        fc.array(good, { maxLength: 4 }),
        fc.array(fc.oneof(good, unchecked, bad)),
        rule,
        (some, more, by) => {
          fc.pre(isSatisfied(some, by));
          expect(decideBySignatures({ examined: [...more, ...some], truncated: true }, by).kind).toBe('trusted');
        },
      ),
    );
  });
});
