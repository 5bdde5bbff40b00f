import {
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  verifyWithIndex,
  type FetchedIndex,
  type FetchIndex,
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
import { fakeHistory, fakeVerify } from '../support/domain/fake-ports';

const RUNNING = digestOf('a');
const INDEX = digestOf('f');
const BY_DIGEST = `${ECR}/shop/web@${INDEX}`;
const listing: FetchedIndex = { kind: 'index', index: { digest: INDEX, manifests: [digestOf('b'), RUNNING] } };
const unsigned = anUntrusted('unsigned', 'of the image');

const verifyImage = async (
  verdicts: readonly Verdict[],
  fetched: FetchedIndex = listing,
  image: PinnedImage = anImage(`${ECR}/shop/web:1`, RUNNING),
) => {
  const verify = fakeVerify(...verdicts);
  const fetches: PinnedImage[] = [];
  const fetchIndex: FetchIndex = async (request) => {
    fetches.push(request.image);
    return fetched;
  };
  const verdict = await verifyWithIndex({ verify, fetchIndex, history: fakeHistory() })(aVerifyRequest({ image }));
  return { verdict, verified: verify.requests.map((request) => request.image.digest), fetches };
};

describe('verifyWithIndex', () => {
  it.each([
    ['by tag', `${ECR}/shop/web:1`],
    ['by neither tag nor digest, which means latest', `${ECR}/shop/web`],
    ['by digest', BY_DIGEST],
    ['by tag and digest', `${ECR}/shop/web:1@${INDEX}`],
  ])(
    'trusts an unsigned digest that a signed index lists, when the reference names the index %s',
    async (_how, text) => {
      const image = anImage(text, RUNNING);
      const { verdict, verified, fetches } = await verifyImage([unsigned, aTrusted()], listing, image);
      expect(verdict).toEqual(aTrusted({ detail: `by the index ${INDEX} that lists it: a good signature` }));
      expect(verified).toEqual([RUNNING, INDEX]);
      expect(fetches).toEqual([image]);
    },
  );

  it('verifies the index by the same policy, trust document and remaining time', async () => {
    const verify = fakeVerify(unsigned, aTrusted());
    const request = aVerifyRequest({ image: anImage(`${ECR}/shop/web:1`, RUNNING) });
    await verifyWithIndex({ verify, fetchIndex: async () => listing, history: fakeHistory() })(request);
    expect(verify.requests).toEqual([request, { ...request, image: { ...request.image, digest: INDEX } }]);
    expect(verify.requests[1]?.remaining).toBe(request.remaining);
  });

  it('verifies by the index also when only an untrusted signer signed the image', async () => {
    const { verdict } = await verifyImage([anUntrusted('signer-not-trusted'), aTrusted()]);
    expect(verdict.kind).toBe('trusted');
  });

  it.each<[string, Verdict]>([
    ...UNTRUSTED_REASONS.filter((reason) => reason !== 'unsigned' && reason !== 'signer-not-trusted').map(
      (reason): [string, Verdict] => [reason, untrusted(reason, '')],
    ),
    ['trusted', aTrusted()],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('fetches no index when the image itself is %s', async (_what, own) => {
    expect(await verifyImage([own, aTrusted()])).toEqual({ verdict: own, verified: [RUNNING], fetches: [] });
  });

  it('fetches no index when the reference names the running digest itself', async () => {
    const image = anImage(`${ECR}/shop/web:1@${RUNNING}`, RUNNING);
    expect(await verifyImage([unsigned, aTrusted()], listing, image)).toMatchObject({ verdict: unsigned, fetches: [] });
  });

  it.each<[string, FetchedIndex]>([
    ['the reference names no index', { kind: 'none' }],
    [
      'the index does not list the running digest',
      { kind: 'index', index: { digest: INDEX, manifests: [digestOf('b')] } },
    ],
    ['the index is empty', { kind: 'index', index: { digest: INDEX, manifests: [] } }],
  ])('keeps the verdict of the image when %s', async (_what, fetched) => {
    expect(await verifyImage([unsigned, aTrusted()], fetched)).toMatchObject({
      verdict: unsigned,
      verified: [RUNNING],
    });
  });

  it.each([unsigned, anUntrusted('signer-not-trusted', 'of the image')])(
    'keeps the verdict of the image when the index is unsigned: %j',
    async (own) => {
      expect((await verifyImage([own, anUntrusted('unsigned', 'of the index')])).verdict).toEqual(own);
    },
  );

  it.each<[string, Verdict]>([
    ['revoked', anUntrusted('revoked')],
    ['signed by an untrusted signer', anUntrusted('signer-not-trusted')],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('returns the verdict of the index when that is %s', async (_what, verdict) => {
    const detail = `by the index ${INDEX} that lists it: ${verdict.detail}`;
    expect((await verifyImage([unsigned, verdict])).verdict).toEqual({ ...verdict, detail });
  });

  it('rule 1: is inconclusive when the index could not be fetched', async () => {
    const verdict = serviceFailed('throttled', 'ECR answers 429');
    expect(await verifyImage([unsigned, aTrusted()], { kind: 'failed', verdict })).toMatchObject({
      verdict,
      verified: [RUNNING],
    });
  });

  it('is inconclusive when an index claims to list itself', async () => {
    const itself: FetchedIndex = { kind: 'index', index: { digest: RUNNING, manifests: [RUNNING] } };
    const { verdict, verified } = await verifyImage([unsigned, aTrusted()], itself);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'tool-failed' });
    expect(verified).toEqual([RUNNING]);
  });
});
