import fc from 'fast-check';
import { IMAGE_REASONS, joinSignatureFailures, SERVICE_REASONS, type SignatureFailure } from '../../verification';

type Definite = Extract<SignatureFailure, { kind: 'definite' }>['reason'];
// From the most telling reason to the least telling one.
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
  it('rule 3: is inconclusive for an empty list, never trusted', () => {
    expect(joinSignatureFailures([])).toEqual({
      kind: 'inconclusive',
      cause: 'service',
      reason: 'tool-failed',
      detail: 'the tool reported on no signature',
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
    'prefers %s to less telling reasons',
    (reason, failures) => {
      const joined = { kind: 'untrusted', reason };
      expect(joinSignatureFailures(failures.map((each) => definite(each)))).toMatchObject(joined);
      expect(joinSignatureFailures(failures.toReversed().map((each) => definite(each)))).toMatchObject(joined);
    },
  );

  it('rule 1: is inconclusive when one signature could not be checked, however bad the others are', () => {
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

  it('prefers an unavailable service to an unreadable signature, since a retry can help only with the former', () => {
    expect(joinSignatureFailures([unreadable, unchecked])).toMatchObject({ cause: 'service' });
    expect(joinSignatureFailures([unchecked, unreadable])).toMatchObject({ cause: 'service' });
  });

  it('does not change the list', () => {
    const failures = Object.freeze([definite('signature-invalid'), definite('revoked')]);
    expect(joinSignatureFailures(failures)).toMatchObject({ reason: 'revoked' });
  });

  it('is never trusted, and has the same kind and cause in any order', () => {
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

  it('keeps kind and cause when one more definitely bad signature is added', () => {
    fc.assert(
      fc.property(some, anyDefinite, (failures, another) => {
        const before = joinSignatureFailures(failures);
        const after = joinSignatureFailures([...failures, another]);
        expect(after).toMatchObject('cause' in before ? { cause: before.cause } : { kind: 'untrusted' });
      }),
    );
  });

  it('rule 2: never gets the cause service from signatures that a pusher attached', () => {
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

  it('never gets a less telling reason from one more bad signature', () => {
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
