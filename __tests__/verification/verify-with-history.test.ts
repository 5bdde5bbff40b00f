import {
  formatPinnedImage,
  noHistory,
  verifyWithIndex,
  type FetchedManifest,
  type ImageHistory,
  type PinnedImage,
  type Verdict,
} from '../../verification';
import {
  anImage,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  aVerifyRequest,
  digestOf,
  ECR,
} from '../support/domain/domain';
import { failing, fakeHistory } from '../support/domain/fake-ports';
import { anIndex, platform, verifierByDigest } from '../support/domain/image-indexes';

const RUNNING = digestOf('a');
const BEFORE = digestOf('e');
const AFTER = digestOf('f');
const image = anImage(`${ECR}/shop/web:1`, RUNNING);
const KEY = formatPinnedImage(image);
const unsigned = anUntrusted('unsigned', 'of the image');
const listing = (digest: typeof RUNNING, manifests = [RUNNING]): FetchedManifest =>
  anIndex(digest, manifests.map(platform));

/** A registry in which the tag names one index, and both indexes can be fetched by digest. */
interface Registry {
  readonly tag: FetchedManifest;
  readonly before?: FetchedManifest;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

const verify = async (
  { tag, before = listing(BEFORE), verdicts }: Registry,
  history: ImageHistory,
  each: PinnedImage = image,
) => {
  const { verify: verifyDigest, verified } = verifierByDigest(verdicts, unsigned);
  const verifyImage = verifyWithIndex({
    verify: verifyDigest,
    fetchManifest: async (_request, selector) => {
      if ('tag' in selector) return tag;
      return selector.digest === BEFORE ? before : { kind: 'no-index' };
    },
    history,
  });
  return { verdict: await verifyImage(aVerifyRequest({ image: each })), verified };
};
/** Trusts the image by the index that its tag names, and then moves the tag. */
const trustedBefore = async () => {
  const history = fakeHistory();
  await verify({ tag: listing(BEFORE), verdicts: { [BEFORE]: aTrusted() } }, history);
  return history;
};
const moved = listing(AFTER, [digestOf('b')]);

describe('verifyWithIndex after a tag has moved', () => {
  it('keeps the index that led to trust', async () => {
    expect([...(await trustedBefore()).indexes]).toEqual([[KEY, BEFORE]]);
  });

  it.each<[string, FetchedManifest]>([
    ['another index, which does not list the running digest', moved],
    ['another index, which is unsigned', listing(AFTER)],
    ['no index', { kind: 'no-index' }],
  ])('trusts what runs by that index, when the tag names %s', async (_what, tag) => {
    const { verdict } = await verify({ tag, verdicts: { [BEFORE]: aTrusted() } }, await trustedBefore());
    expect(verdict).toEqual(aTrusted({ detail: `by the index ${BEFORE} that lists it: a good signature` }));
  });

  it('verifies that index again, and is untrusted when it is no longer trusted', async () => {
    const { verdict, verified } = await verify({ tag: moved, verdicts: {} }, await trustedBefore());
    expect(verdict).toEqual(unsigned);
    expect(verified).toEqual([RUNNING, BEFORE]);
  });

  it('is revoked when that index has been revoked', async () => {
    const verdicts = { [BEFORE]: anUntrusted('revoked') };
    const { verdict } = await verify({ tag: moved, verdicts }, await trustedBefore());
    expect(verdict).toMatchObject({ kind: 'untrusted', reason: 'revoked' });
  });

  it('rule 1: is inconclusive, not untrusted, when that index cannot be verified', async () => {
    const unavailable = await verify({ tag: moved, verdicts: { [BEFORE]: aServiceFailure() } }, await trustedBefore());
    expect(unavailable.verdict).toMatchObject({ kind: 'inconclusive', cause: 'service' });
    const before: FetchedManifest = { kind: 'failed', verdict: aServiceFailure('ECR answers 429') };
    const unfetched = await verify({ tag: moved, before, verdicts: {} }, await trustedBefore());
    expect(unfetched.verdict).toEqual(aServiceFailure('ECR answers 429'));
  });

  it('rule 1: stays inconclusive when the index of the tag could not be fetched and the kept one is gone', async () => {
    const tag: FetchedManifest = { kind: 'failed', verdict: aServiceFailure() };
    const { verdict } = await verify({ tag, before: { kind: 'no-index' }, verdicts: {} }, await trustedBefore());
    expect(verdict).toEqual(aServiceFailure());
  });

  it('does not trust by a kept index that does not list the running digest', async () => {
    const history = fakeHistory();
    await history.keepIndex(image, BEFORE);
    const registry = { tag: moved, before: listing(BEFORE, [digestOf('b')]), verdicts: { [BEFORE]: aTrusted() } };
    expect((await verify(registry, history)).verdict).toEqual(unsigned);
  });

  it('rule 5: does not trust another repository or digest by it', async () => {
    const history = await trustedBefore();
    const registry = { tag: moved, verdicts: { [BEFORE]: aTrusted() } };
    for (const other of [anImage(`${ECR}/shop/api:1`, RUNNING), anImage(`${ECR}/shop/web:1`, digestOf('c'))])
      expect((await verify(registry, history, other)).verdict).toEqual(unsigned);
  });

  it('verifies an index once when the tag still names it', async () => {
    const { verified } = await verify({ tag: listing(BEFORE), verdicts: {} }, await trustedBefore());
    expect(verified).toEqual([RUNNING, BEFORE]);
  });

  it('keeps the newer index when that one is trusted, too', async () => {
    const history = await trustedBefore();
    const { verified } = await verify({ tag: listing(AFTER), verdicts: { [AFTER]: aTrusted() } }, history);
    expect(verified).toEqual([RUNNING, AFTER]);
    expect([...history.indexes]).toEqual([[KEY, AFTER]]);
  });

  it('keeps no index that did not lead to trust', async () => {
    const history = fakeHistory();
    await verify({ tag: listing(AFTER), verdicts: { [AFTER]: anUntrusted('signer-not-trusted') } }, history);
    expect([...history.indexes]).toEqual([]);
  });
});

describe('verifyWithIndex after a revoked signature was deleted', () => {
  const signedIndex = listing(AFTER);
  const revokedBefore = async () => {
    const history = fakeHistory();
    await verify({ tag: signedIndex, verdicts: { [RUNNING]: anUntrusted('revoked') } }, history);
    return history;
  };

  it('keeps that the image was revoked', async () => {
    expect([...(await revokedBefore()).revoked]).toEqual([KEY]);
  });

  it.each([unsigned, anUntrusted('signer-not-trusted')])('does not trust the image by its index: %j', async (own) => {
    const { verdict, verified } = await verify(
      { tag: signedIndex, verdicts: { [RUNNING]: own, [AFTER]: aTrusted() } },
      await revokedBefore(),
    );
    expect(verdict).toMatchObject({ kind: 'untrusted', reason: 'revoked', detail: expect.stringContaining('deleted') });
    expect(verified).toEqual([RUNNING]);
  });

  it('trusts the image when it has a good signature of its own', async () => {
    const { verdict } = await verify({ tag: moved, verdicts: { [RUNNING]: aTrusted() } }, await revokedBefore());
    expect(verdict).toEqual(aTrusted());
  });

  it('keeps nothing for an image that is unsigned or invalid', async () => {
    const history = fakeHistory();
    for (const own of [unsigned, anUntrusted('signature-invalid')])
      await verify({ tag: { kind: 'no-index' }, verdicts: { [RUNNING]: own } }, history);
    expect([...history.revoked]).toEqual([]);
  });
});

describe('verifyWithIndex when the history fails', () => {
  it.each<[string, Partial<ImageHistory>, Verdict]>([
    ['keeping a revocation', { keepRevoked: failing }, anUntrusted('revoked')],
    ['reading revocations', { wasRevoked: failing }, unsigned],
    ['reading the index', { recallIndex: failing }, unsigned],
  ])('throws, so that the verification is retried: %s', async (_what, history, own) => {
    const registry = { tag: moved, verdicts: { [RUNNING]: own } };
    await expect(verify(registry, { ...fakeHistory(), ...history })).rejects.toThrow('no');
  });

  it('throws when the index that led to trust cannot be kept', async () => {
    const registry = { tag: listing(AFTER), verdicts: { [AFTER]: aTrusted() } };
    await expect(verify(registry, { ...fakeHistory(), keepIndex: failing })).rejects.toThrow('no');
  });

  it('reads nothing for an image that is trusted by itself', async () => {
    const history = { keepIndex: failing, keepRevoked: failing, recallIndex: failing, wasRevoked: failing };
    const registry = { tag: moved, verdicts: { [RUNNING]: aTrusted() } };
    expect((await verify(registry, history)).verdict).toEqual(aTrusted());
  });
});

describe('noHistory', () => {
  it('remembers nothing', async () => {
    await noHistory.keepIndex(image, BEFORE);
    await noHistory.keepRevoked(image);
    expect([await noHistory.recallIndex(image), await noHistory.wasRevoked(image)]).toEqual([undefined, false]);
  });
});
