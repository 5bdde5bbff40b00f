import {
  verifySignatures,
  type Digest,
  type FetchedSignature,
  type RegistryFailure,
  type SignatureDecision,
} from '../../verification';
import { anEnvelope, IMAGE, PROFILE, toFetched } from '../support/notation/a-signature';
import { fakeRegistry, signaturePorts } from '../support/notation/fake-registry';

let good: FetchedSignature;
let other: FetchedSignature;

beforeAll(async () => {
  good = toFetched(await anEnvelope());
  other = toFetched(await anEnvelope());
});

type Kind = RegistryFailure['kind'];

const verify = (
  failures: readonly (readonly [Digest | 'list', Kind])[],
  signatures: readonly FetchedSignature[] = [good],
  remainingMs = 20_000,
): Promise<SignatureDecision> => {
  const answers = failures.map(([key, kind]) => [key, { kind, detail: `is ${kind}` }] as const);
  const { registry } = fakeRegistry({ signatures, failures: new Map(answers) });
  const request = {
    scope: { repository: { registry: 'registry.example', repository: 'app' }, access: { kind: 'anonymous' as const } },
    digest: IMAGE.digest,
    rule: { signers: [PROFILE.arn], require: 'any' as const },
    remaining: () => remainingMs,
  };
  return verifySignatures(request, signaturePorts(registry).ports);
};

const SERVICE: readonly (readonly [Kind, string])[] = [
  ['denied', 'registry-denied'],
  ['throttled', 'throttled'],
  ['timed-out', 'timed-out'],
  ['unavailable', 'registry-unavailable'],
  ['wrong', 'registry-unavailable'],
];

describe('verifySignatures, when the registry fails', () => {
  it('says that the image is not there', async () => {
    await expect(verify([[IMAGE.digest, 'absent']])).resolves.toMatchObject({
      kind: 'inconclusive',
      cause: 'image',
      reason: 'image-not-found',
    });
  });

  describe.each([...SERVICE, ['too-large', 'registry-unavailable'] as const])('with %s', (kind, reason) => {
    it('on the image, it is inconclusive', async () => {
      const expected = { kind: 'inconclusive', cause: 'service', reason, detail: `is ${kind}` };
      await expect(verify([[IMAGE.digest, kind]])).resolves.toEqual(expected);
    });

    it('on the list, it is inconclusive', async () => {
      await expect(verify([['list', kind]])).resolves.toMatchObject({ kind: 'inconclusive', cause: 'service', reason });
    });
  });

  describe.each(SERVICE)('with %s on a signature', (kind, reason) => {
    it.each(['manifest', 'envelope'] as const)('(its %s), it is inconclusive unless another is good', async (part) => {
      const key = part === 'manifest' ? good.digest : good.descriptor.digest;
      await expect(verify([[key, kind]])).resolves.toMatchObject({
        kind: 'inconclusive',
        cause: 'service',
        reason,
        detail: `signature ${good.digest}: is ${kind}`,
      });
      await expect(verify([[key, kind]], [good, other])).resolves.toMatchObject({ kind: 'trusted' });
    });
  });

  describe('when the time ends before all signatures are fetched', () => {
    const withCopies = (count: number): readonly FetchedSignature[] =>
      Array.from({ length: count }, (_, index) => ({
        ...other,
        digest: `sha256:${String(index).padStart(64, '0')}` as const,
      }));
    const late = (signatures: readonly FetchedSignature[]) =>
      signatures.map(({ digest }) => [digest, 'timed-out'] as const);

    it('rule 2: does not excuse an image to which very many are attached', async () => {
      const many = withCopies(101);
      await expect(verify(late(many), many, 0)).resolves.toMatchObject({
        kind: 'untrusted',
        reason: 'too-many-signatures',
      });
      await expect(verify(late(many), [...many, good], 0)).resolves.toMatchObject({ kind: 'trusted' });
    });

    it('rule 1: is inconclusive with as many signatures as an image may have, or while time is left', async () => {
      const [some, many] = [withCopies(100), withCopies(101)];
      await expect(verify(late(some), some, 0)).resolves.toMatchObject({ reason: 'timed-out' });
      await expect(verify(late(many), many, 1)).resolves.toMatchObject({ reason: 'timed-out' });
    });
  });

  it('treats a signature that is listed but gone as if it was never attached', async () => {
    await expect(verify([[good.digest, 'absent']])).resolves.toEqual({
      kind: 'untrusted',
      reason: 'unsigned',
      detail: `signature ${good.digest}: listed, but no longer in the registry`,
      signatures: [],
    });
    await expect(verify([[good.digest, 'absent']], [good, other])).resolves.toMatchObject({ kind: 'trusted' });
  });

  it.each<[string, () => readonly (readonly [Digest, Kind])[], string]>([
    ['an envelope that is not there', () => [[good.descriptor.digest, 'absent']], 'is not in the registry'],
    ['an envelope that is too large', () => [[good.descriptor.digest, 'too-large']], 'is too-large'],
    ['a manifest that is too large', () => [[good.digest, 'too-large']], 'is too-large'],
  ])('treats %s as the fault of whoever attached it', async (_, failures, detail) => {
    await expect(verify(failures())).resolves.toMatchObject({
      kind: 'untrusted',
      reason: 'signature-invalid',
      detail: expect.stringContaining(detail),
    });
  });

  it('treats an envelope of another size than its manifest claims as invalid', async () => {
    const layers = [{ ...good.descriptor, size: good.descriptor.size - 1 }];
    await expect(verify([], [toFetched(good.envelope, { layers })])).resolves.toMatchObject({
      reason: 'signature-invalid',
      detail: expect.stringContaining(`has ${good.descriptor.size} bytes, its manifest claims`),
    });
  });

  it('does not fetch a manifest that claims to be larger than is read', async () => {
    const large = toFetched(good.envelope, { annotations: { x: 'a'.repeat(65_536) } });
    await expect(verify([], [large])).resolves.toMatchObject({
      reason: 'signature-invalid',
      detail: expect.stringContaining('its manifest claims to have'),
    });
  });
});
