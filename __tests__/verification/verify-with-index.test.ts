import {
  serviceFailed,
  UNTRUSTED_REASONS,
  untrusted,
  verifyWithIndex,
  type FetchedIndex,
  type PinnedImage,
  type Verdict,
} from '../../verification';
import {
  anImage,
  anUnprovable,
  anUntrusted,
  aPolicy,
  aServiceFailure,
  aTrusted,
  digestOf,
  ECR,
} from '../support/domain/domain';
import { fakeVerify } from '../support/domain/domain-fakes';

const RUNS = digestOf('a');
const INDEX = digestOf('f');
const BY_DIGEST = `${ECR}/shop/web@${INDEX}`;
const listing: FetchedIndex = { kind: 'index', index: { digest: INDEX, manifests: [digestOf('b'), RUNS] } };
const unsigned = anUntrusted('unsigned', 'of its own');

const judge = async (
  answers: readonly Verdict[],
  fetched: FetchedIndex = listing,
  image: PinnedImage = anImage(`${ECR}/shop/web:1`, RUNS),
) => {
  const verify = fakeVerify(...answers);
  const fetches: PinnedImage[] = [];
  const fetchIndex = async (asked: PinnedImage) => {
    fetches.push(asked);
    return fetched;
  };
  const verdict = await verifyWithIndex(verify, fetchIndex)(image, aPolicy());
  return { verdict, verified: verify.asked.map(({ digest }) => digest), fetches };
};

describe('verifyWithIndex', () => {
  it.each([
    ['by its tag', `${ECR}/shop/web:1`],
    ['by neither tag nor digest, which means latest', `${ECR}/shop/web`],
    ['by digest', BY_DIGEST],
    ['by tag and digest', `${ECR}/shop/web:1@${INDEX}`],
  ])('trusts a digest that a signed index lists, which the reference names %s', async (_how, written) => {
    const image = anImage(written, RUNS);
    const { verdict, verified, fetches } = await judge([unsigned, aTrusted()], listing, image);
    expect(verdict).toEqual(aTrusted({ detail: `by the index ${INDEX} that lists it: a good signature` }));
    expect(verified).toEqual([RUNS, INDEX]);
    expect(fetches).toEqual([image]);
  });

  it('falls back for an image that a stranger signed as well', async () => {
    const { verdict } = await judge([anUntrusted('signer-not-trusted'), aTrusted()]);
    expect(verdict.kind).toBe('trusted');
  });

  it.each<[string, Verdict]>([
    ...UNTRUSTED_REASONS.filter((reason) => reason !== 'unsigned' && reason !== 'signer-not-trusted').map(
      (reason): [string, Verdict] => [reason, untrusted(reason, '')],
    ),
    ['trusted', aTrusted()],
    ['inconclusive with cause service', aServiceFailure()],
    ['inconclusive with cause image', anUnprovable()],
  ])('never asks for an index when the image itself is %s', async (_what, own) => {
    expect(await judge([own, aTrusted()])).toEqual({ verdict: own, verified: [RUNS], fetches: [] });
  });

  it('never asks for an index when the reference names the very digest that runs', async () => {
    const image = anImage(`${ECR}/shop/web:1@${RUNS}`, RUNS);
    expect(await judge([unsigned, aTrusted()], listing, image)).toMatchObject({ verdict: unsigned, fetches: [] });
  });

  it('keeps its own verdict when the reference names no index', async () => {
    expect(await judge([unsigned, aTrusted()], { kind: 'none' })).toMatchObject({
      verdict: unsigned,
      verified: [RUNS],
    });
  });

  it('keeps its own verdict when the index does not list the digest that runs', async () => {
    const unlisted: FetchedIndex = { kind: 'index', index: { digest: INDEX, manifests: [digestOf('b')] } };
    expect(await judge([unsigned, aTrusted()], unlisted)).toMatchObject({ verdict: unsigned, verified: [RUNS] });
  });

  it('keeps its own verdict when an index lists nothing', async () => {
    const empty: FetchedIndex = { kind: 'index', index: { digest: INDEX, manifests: [] } };
    expect(await judge([unsigned, aTrusted()], empty)).toMatchObject({ verdict: unsigned, verified: [RUNS] });
  });

  it.each([unsigned, anUntrusted('signer-not-trusted', 'of its own')])(
    'keeps its own verdict when the index is unsigned: %j',
    async (own) => {
      expect((await judge([own, anUntrusted('unsigned', 'of the index')])).verdict).toEqual(own);
    },
  );

  it.each<[string, Verdict]>([
    ['revoked', anUntrusted('revoked')],
    ['signed by a stranger', anUntrusted('signer-not-trusted')],
    ['not to be checked now', aServiceFailure()],
    ['unreadable', anUnprovable()],
  ])('takes over what is wrong with the index: %s', async (_what, verdict) => {
    const detail = `by the index ${INDEX} that lists it: ${verdict.detail}`;
    expect((await judge([unsigned, verdict])).verdict).toEqual({ ...verdict, detail });
  });

  it('is inconclusive when the index could not be fetched', async () => {
    const verdict = serviceFailed('throttled', 'ECR says 429');
    expect(await judge([unsigned, aTrusted()], { kind: 'failed', verdict })).toMatchObject({
      verdict,
      verified: [RUNS],
    });
  });

  it('does not believe an index that lists itself', async () => {
    const itself: FetchedIndex = { kind: 'index', index: { digest: RUNS, manifests: [RUNS] } };
    const { verdict, verified } = await judge([unsigned, aTrusted()], itself);
    expect(verdict).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'tool-failed' });
    expect(verified).toEqual([RUNS]);
  });
});
