import {
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  verifyWithIndex,
  type FetchedManifest,
  type PinnedImage,
  type Verdict,
} from '../../verification';
import {
  anImage,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  aVerifyRequest,
  digestOf,
  ECR,
} from '../support/domain/domain';
import { fakeHistory } from '../support/domain/fake-ports';
import { anIndex, manifestRegistry, nestedIndex, platform, verifierByDigest } from '../support/domain/image-indexes';

const RUNNING = digestOf('a');
const INDEX = digestOf('f');
const NESTED = digestOf('e');
const BY_DIGEST = `${ECR}/shop/web@${INDEX}`;
const unsigned = anUntrusted('unsigned', 'of the image');
const throttled = serviceFailed('throttled', 'the registry answers 429');

const INDEXES: Readonly<Record<string, FetchedManifest>> = {
  [INDEX]: anIndex(INDEX, [platform(digestOf('b')), platform(RUNNING)]),
  1: anIndex(INDEX, [platform(digestOf('b')), platform(RUNNING)]),
  latest: anIndex(INDEX, [platform(digestOf('b')), platform(RUNNING)]),
};
const tagged = (manifest: FetchedManifest) => ({ 1: manifest });

interface Case {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly manifests?: Readonly<Record<string, FetchedManifest>>;
  readonly image?: PinnedImage;
}

const verifyImage = async ({ verdicts, manifests = INDEXES, image = anImage(`${ECR}/shop/web:1`, RUNNING) }: Case) => {
  const { verify, verified } = verifierByDigest(verdicts, unsigned);
  const { fetchManifest, requested } = manifestRegistry(manifests);
  const verdict = await verifyWithIndex({ verify, fetchManifest, history: fakeHistory() })(aVerifyRequest({ image }));
  return { verdict, verified, requested };
};

const trustedBy = (index: string) => aTrusted({ detail: `by the index ${index} that lists it: ${aTrusted().detail}` });

describe('verifyWithIndex', () => {
  it.each([
    ['by tag', `${ECR}/shop/web:1`],
    ['by neither tag nor digest, which means latest', `${ECR}/shop/web`],
    ['by digest', BY_DIGEST],
    ['by tag and digest', `${ECR}/shop/web:1@${INDEX}`],
    ['by tag at another registry', 'quay.io/shop/web:1'],
  ])(
    'trusts an unsigned digest that a signed index lists, when the reference names the index %s',
    async (_how, text) => {
      const { verdict, verified } = await verifyImage({
        verdicts: { [INDEX]: aTrusted() },
        image: anImage(text, RUNNING),
      });
      expect(verdict).toEqual(trustedBy(INDEX));
      expect(verified).toEqual([RUNNING, INDEX]);
    },
  );

  it('verifies the index by the same policy, trust document and remaining time', async () => {
    const requests: unknown[] = [];
    const request = aVerifyRequest({ image: anImage(`${ECR}/shop/web:1`, RUNNING) });
    const verify = async (each: typeof request): Promise<Verdict> => (requests.push(each), unsigned);
    await verifyWithIndex({ verify, ...manifestRegistry(INDEXES), history: fakeHistory() })(request);
    expect(requests).toEqual([request, { ...request, image: { ...request.image, digest: INDEX } }]);
  });

  it.each(UNTRUSTED_REASONS.filter((reason) => reason !== 'revoked' && reason !== 'no-policy'))(
    'rule 2: trusts by the index also an image that is itself %s, since anyone can attach a signature to it',
    async (reason) => {
      const verdicts = { [RUNNING]: untrusted(reason, ''), [INDEX]: aTrusted() };
      expect((await verifyImage({ verdicts })).verdict).toEqual(trustedBy(INDEX));
    },
  );

  it.each<[string, Verdict]>([
    ['revoked', anUntrusted('revoked')],
    ['without a policy', anUntrusted('no-policy')],
    ['trusted', aTrusted()],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('fetches no index when the image itself is %s', async (_what, own) => {
    const verdicts = { [RUNNING]: own, [INDEX]: aTrusted() };
    expect(await verifyImage({ verdicts })).toEqual({ verdict: own, verified: [RUNNING], requested: [] });
  });

  it('verifies no other index when the reference names the running digest itself', async () => {
    const image = anImage(`${ECR}/shop/web:1@${RUNNING}`, RUNNING);
    const { verdict, verified } = await verifyImage({ verdicts: { [INDEX]: aTrusted() }, image });
    expect(verdict).toEqual(unsigned);
    expect(verified).toEqual([RUNNING]);
  });

  it.each<[string, FetchedManifest]>([
    ['the reference names no index', { kind: 'no-index' }],
    ['the index does not list the running digest', anIndex(INDEX, [platform(digestOf('b'))])],
    ['the index is empty', anIndex(INDEX, [])],
  ])('keeps the verdict of the image when %s', async (_what, manifest) => {
    const { verdict, verified } = await verifyImage({
      verdicts: { [INDEX]: aTrusted() },
      manifests: tagged(manifest),
    });
    expect(verdict).toEqual(unsigned);
    expect(verified).toEqual([RUNNING]);
  });

  it.each([unsigned, anUntrusted('signer-not-trusted', 'of the image')])(
    'keeps the verdict of the image when the index is unsigned: %j',
    async (own) => {
      const verdicts = { [RUNNING]: own, [INDEX]: anUntrusted('unsigned', 'of the index') };
      expect((await verifyImage({ verdicts })).verdict).toEqual(own);
    },
  );

  it.each<[string, Verdict]>([
    ['revoked', anUntrusted('revoked')],
    ['signed by an untrusted signer', anUntrusted('signer-not-trusted')],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('returns the verdict of the index when that is %s', async (_what, verdict) => {
    const detail = `by the index ${INDEX} that lists it: ${verdict.detail}`;
    expect((await verifyImage({ verdicts: { [INDEX]: verdict } })).verdict).toEqual({ ...verdict, detail });
  });

  it('rule 1: is inconclusive when the index could not be fetched', async () => {
    const manifests = tagged({ kind: 'failed', verdict: throttled });
    expect(await verifyImage({ verdicts: { [INDEX]: aTrusted() }, manifests })).toMatchObject({
      verdict: throttled,
      verified: [RUNNING],
    });
  });

  it('is inconclusive when an index claims to list itself', async () => {
    const manifests = tagged(anIndex(RUNNING, [platform(RUNNING)]));
    const { verdict, verified } = await verifyImage({ verdicts: {}, manifests });
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'tool-failed' });
    expect(verified).toEqual([RUNNING]);
  });
});

describe('verifyWithIndex for a nested index', () => {
  const manifests = {
    1: anIndex(INDEX, [platform(digestOf('b')), nestedIndex(NESTED)]),
    [NESTED]: anIndex(NESTED, [platform(RUNNING)]),
  };

  it.each([INDEX, NESTED])('trusts an unsigned digest by either index: %s', async (signed) => {
    const { verdict } = await verifyImage({ verdicts: { [signed]: aTrusted() }, manifests });
    expect(verdict).toEqual(trustedBy(signed));
  });

  it('does not search deeper', async () => {
    const deeper = {
      1: anIndex(INDEX, [nestedIndex(digestOf('d'))]),
      [digestOf('d')]: anIndex(digestOf('d'), [nestedIndex(NESTED)]),
      [NESTED]: anIndex(NESTED, [platform(RUNNING)]),
    };
    const { verdict } = await verifyImage({ verdicts: { [INDEX]: aTrusted() }, manifests: deeper });
    expect(verdict).toEqual(unsigned);
  });

  it('rule 1: is inconclusive when a nested index could not be fetched', async () => {
    const failing = { ...manifests, [NESTED]: { kind: 'failed' as const, verdict: throttled } };
    expect((await verifyImage({ verdicts: { [INDEX]: aTrusted() }, manifests: failing })).verdict).toEqual(throttled);
  });

  it('fetches a limited number of nested indexes', async () => {
    const many = Array.from({ length: 200 }, (_, index) => nestedIndex(`sha256:${String(index).padStart(64, '0')}`));
    const { requested } = await verifyImage({ verdicts: {}, manifests: tagged(anIndex(INDEX, many)) });
    expect(requested.length).toBeLessThan(20);
  });
});
