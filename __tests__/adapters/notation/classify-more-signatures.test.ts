import fc from 'fast-check';
import type { Verdict } from '../../../verification';
import {
  classified,
  recordingOf,
  recordings,
  signatureLines,
  withSignatures,
  type NamedRecording,
} from '../../support/notation/notation-fixtures';

const PROCESSED = 'level=info msg=Processing signature ';
const FAILED = 'level=warning msg=Signature ';
const ALL_FAILED = 'Error: signature verification failed for all ';

/** Whether exactly one signature was verified completely, and failed. */
const isOfOneFailure = ({ result, maxSignatures }: NamedRecording): boolean => {
  const lines = result.kind === 'exited' && maxSignatures === 20 ? result.stderr.split('\n') : [];
  const counts = [PROCESSED, FAILED, ALL_FAILED].map((start) => lines.filter((line) => line.startsWith(start)).length);
  return counts.every((count) => count === 1);
};

const single = recordings.filter(isOfOneFailure);
const namesOf = (wanted: (expected: NamedRecording['expected']) => boolean): readonly string[] =>
  single.filter(({ expected }) => wanted(expected)).map(({ name }) => name);

const all = namesOf(() => true);
const definite = namesOf(({ kind }) => kind === 'untrusted');
const unchecked = namesOf((expected) => expected.kind === 'inconclusive' && expected.cause === 'service');
const attachable = all.filter((name) => !unchecked.includes(name));
/** Recordings whose text imitates nothing: a forged text never excuses an image. */
const unforged = attachable.filter((name) => !name.startsWith('forged-'));

/** The verdict on an image with the signatures of these recordings. */
const verdictOn = (names: readonly string[]): Verdict =>
  classified(withSignatures(recordingOf('unsigned'), names.map(recordingOf).flatMap(signatureLines)));

const some = (from: readonly string[], maxLength = 19): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...from), { minLength: 1, maxLength });

describe('classifyOutcome with one more signature that fails', () => {
  it('has enough recordings to choose from', () => {
    expect([definite, attachable, unchecked].map(({ length }) => length >= 5)).toEqual([true, true, true]);
  });

  it.each(single.map((recording) => [recording.title, recording] as const))(
    'gives an unsigned image the verdict of its only signature: %s',
    (_title, recording) => {
      expect(verdictOn([recording.name])).toMatchObject(recording.expected);
    },
  );

  it('rule 4: is never trusted', () => {
    fc.assert(fc.property(some(all), (failures) => verdictOn(failures).kind !== 'trusted'));
  });

  it('rule 2: stays untrusted when the signature failed for a definite reason', () => {
    fc.assert(
      fc.property(some(definite, 18), fc.constantFrom(...definite), (failures, more) => {
        expect(verdictOn(failures).kind).toBe('untrusted');
        expect(verdictOn([...failures, more]).kind).toBe('untrusted');
      }),
    );
  });

  it('rule 2: never has cause service when a pusher can attach the signatures', () => {
    fc.assert(
      fc.property(some(attachable), (failures) => {
        expect(verdictOn(failures)).not.toMatchObject({ cause: 'service' });
      }),
    );
  });

  it('rule 1: is inconclusive with cause service when a signature could not be checked', () => {
    fc.assert(
      fc.property(some(unforged, 9), some(unchecked, 9), (failures, more) => {
        expect(verdictOn([...failures, ...more])).toMatchObject({ kind: 'inconclusive', cause: 'service' });
      }),
    );
  });

  it('does not depend on the order of the signatures', () => {
    fc.assert(
      fc.property(some(all), (failures) => {
        const [forth, back] = [failures, [...failures].reverse()].map((each) => verdictOn(each));
        expect(back?.kind).toBe(forth?.kind);
      }),
    );
  });

  it('is untrusted for too many signatures at the twentieth, unless one could not be checked', () => {
    const twenty = (from: readonly string[]) => fc.array(fc.constantFrom(...from), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(twenty(attachable), twenty(unforged), fc.constantFrom(...unchecked), (failures, others, more) => {
        expect(verdictOn(failures)).toMatchObject({ kind: 'untrusted', reason: 'too-many-signatures' });
        const withMore = verdictOn([...others.slice(1), more]);
        expect(withMore).toMatchObject({ kind: 'inconclusive', cause: 'service' });
      }),
    );
  });
});
