import fc from 'fast-check';
import { IMAGE_REASONS, joinSignatureFailures, SERVICE_REASONS, type SignatureFailure } from '../../verification';

type Definite = Extract<SignatureFailure, { kind: 'definite' }>['reason'];
// From the one that tells most to the one that tells least.
const DEFINITE: readonly Definite[] = [
  'revoked',
  'signature-expired',
  'signer-not-trusted',
  'signature-invalid',
  'too-many-signatures',
];

const definite = (reason: Definite, detail = ''): SignatureFailure => ({ kind: 'definite', reason, detail });
const unreadable: SignatureFailure = { kind: 'unreadable', reason: 'signature-unreadable', detail: 'two layers' };
const unchecked: SignatureFailure = { kind: 'unchecked', reason: 'throttled', detail: 'Signer says 429' };

const anyDefinite = fc.constantFrom(...DEFINITE).map((reason) => definite(reason));
const anyUnreadable = fc
  .constantFrom(...IMAGE_REASONS)
  .map((reason): SignatureFailure => ({ kind: 'unreadable', reason, detail: '' }));
const anyUnchecked = fc
  .constantFrom(...SERVICE_REASONS)
  .map((reason): SignatureFailure => ({ kind: 'unchecked', reason, detail: '' }));
const some = fc.array(fc.oneof(anyDefinite, anyUnreadable, anyUnchecked), { minLength: 1, maxLength: 6 });
const inOtherOrder = (failures: readonly SignatureFailure[]) =>
  fc.shuffledSubarray([...failures], { minLength: failures.length });

describe('joinSignatureFailures', () => {
  it('of no failures is inconclusive, never trusted', () => {
    expect(joinSignatureFailures([])).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'tool-failed',
      detail: 'no signature was reported on',
    });
  });

  it('is untrusted when every signature failed for a definite reason', () => {
    const failures = [definite('signature-invalid', 'a'), definite('signer-not-trusted', 'b')];
    expect(joinSignatureFailures(failures)).toEqual({
      kind: 'untrusted',
      reason: 'signer-not-trusted',
      detail: 'a; b',
    });
  });

  it.each(DEFINITE.map((reason, index) => [reason, DEFINITE.slice(index)] as const))(
    'names %s before what tells less',
    (reason, failures) => {
      const joined = { kind: 'untrusted', reason };
      expect(joinSignatureFailures(failures.map((each) => definite(each)))).toMatchObject(joined);
      expect(joinSignatureFailures(failures.toReversed().map((each) => definite(each)))).toMatchObject(joined);
    },
  );

  it('mistake 4: is inconclusive when one signature could not be checked, however bad the others', () => {
    expect(joinSignatureFailures([definite('revoked', 'a'), unchecked])).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'throttled',
      detail: 'a; Signer says 429',
    });
  });

  it('is inconclusive with cause image when one signature could not be read', () => {
    expect(joinSignatureFailures([definite('signature-invalid', 'a'), unreadable])).toEqual({
      kind: 'inconclusive',
      cause: 'image',
      reason: 'signature-unreadable',
      detail: 'a; two layers',
    });
  });

  it('puts what could not be checked before what could not be read, since the first can pass by waiting', () => {
    expect(joinSignatureFailures([unreadable, unchecked])).toMatchObject({ cause: 'service' });
    expect(joinSignatureFailures([unchecked, unreadable])).toMatchObject({ cause: 'service' });
  });

  it('leaves the list as it was', () => {
    const failures = Object.freeze([definite('signature-invalid'), definite('revoked')]);
    expect(joinSignatureFailures(failures)).toMatchObject({ reason: 'revoked' });
  });

  it('is never trusted, and the same in any order', () => {
    fc.assert(
      fc.property(
        some.chain((failures) => fc.tuple(fc.constant(failures), inOtherOrder(failures))),
        ([failures, shuffled]) => {
          const { kind, ...rest } = joinSignatureFailures(failures);
          const other = joinSignatureFailures(shuffled);
          expect(['untrusted', 'inconclusive']).toContain(kind);
          expect([other.kind, 'cause' in other]).toEqual([kind, 'cause' in rest]);
        },
      ),
    );
  });

  it('is not changed in kind or cause by one more signature that is definitely bad', () => {
    fc.assert(
      fc.property(some, anyDefinite, (failures, another) => {
        const before = joinSignatureFailures(failures);
        const after = joinSignatureFailures([...failures, another]);
        expect(after).toMatchObject('cause' in before ? { cause: before.cause } : { kind: 'untrusted' });
      }),
    );
  });

  it('mistake 20: never becomes the fault of a service by a signature that a pusher attached', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyDefinite, anyUnreadable), { minLength: 1 }),
        fc.array(fc.oneof(anyDefinite, anyUnreadable)),
        (failures, attached) => {
          expect(joinSignatureFailures([...failures, ...attached])).not.toMatchObject({ cause: 'service' });
        },
      ),
    );
  });

  it('never names a lesser reason because one more bad signature is there', () => {
    const rank = (failures: readonly SignatureFailure[]): number => {
      const joined = joinSignatureFailures(failures);
      return DEFINITE.findIndex((reason) => joined.kind === 'untrusted' && joined.reason === reason);
    };
    fc.assert(
      fc.property(fc.array(anyDefinite, { minLength: 1 }), anyDefinite, (failures, another) => {
        expect(rank([...failures, another])).toBe(Math.min(rank(failures), rank([another])));
      }),
    );
  });
});
