import type { Digest } from './digest';
import type { ImageHistory } from './image-history';
import type { PinnedImage } from './pinned-image';
import { serviceFailed, untrusted, type Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';

/** An image index from a registry: its digest is the hash of the very bytes that were parsed. */
export interface ImageIndex {
  readonly digest: Digest;
  readonly manifests: readonly Digest[];
}

/** What a registry answers when the index behind a reference is requested. */
export type FetchedIndex =
  | { readonly kind: 'index'; readonly index: ImageIndex }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly verdict: Verdict };

/** Fetches the index that an image's reference names, by its digest or else by its present tag. */
export type FetchIndex = (request: Pick<VerifyRequest, 'image'>) => Promise<FetchedIndex>;

/** Everything outside that verifying by an index needs. */
export interface VerifyWithIndexPorts {
  readonly verify: VerifyImage;
  readonly fetchIndex: FetchIndex;
  readonly history: ImageHistory;
}

const mayBeSignedByIndex = (verdict: Verdict): boolean =>
  verdict.kind === 'untrusted' && (verdict.reason === 'unsigned' || verdict.reason === 'signer-not-trusted');

const isRevoked = (verdict: Verdict): boolean => verdict.kind === 'untrusted' && verdict.reason === 'revoked';

const viaIndex = (verdict: Verdict, index: Digest, own: Verdict): Verdict => {
  if (verdict.kind === 'untrusted' && verdict.reason === 'unsigned') return own;
  return { ...verdict, detail: `by the index ${index} that lists it: ${verdict.detail}` };
};

/** A verdict, and the index that was verified for it; undefined if none was. */
interface IndexVerdict {
  readonly verdict: Verdict;
  readonly index?: Digest;
}

const verifyByIndex = async (
  request: VerifyRequest,
  own: Verdict,
  { verify, fetchIndex, history }: VerifyWithIndexPorts,
): Promise<IndexVerdict> => {
  const { image } = request;
  if (image.reference.digest === image.digest) return { verdict: own };
  const fetched = await fetchIndex(request);
  switch (fetched.kind) {
    case 'none':
      return { verdict: own };
    case 'failed':
      return { verdict: fetched.verdict };
    case 'index': {
      const { digest: index, manifests } = fetched.index;
      if (!manifests.includes(image.digest)) return { verdict: own };
      // An index cannot contain its own hash, so a registry that says so is wrong.
      if (index === image.digest)
        return { verdict: serviceFailed('tool-failed', `the index ${index} claims to list itself`) };
      const verdict = await verify({ ...request, image: { ...image, digest: index } });
      if (verdict.kind === 'trusted') await history.keepIndex(image, index);
      return { verdict: viaIndex(verdict, index, own), index };
    }
  }
};

const namingDigest = (image: PinnedImage, digest: Digest): PinnedImage => ({
  ...image,
  reference: { ...image.reference, digest },
});

/** Whether the verdict by a kept index counts more than the one by the index that the reference names today. */
const prevails = (verdict: Verdict): boolean =>
  verdict.kind === 'trusted' || verdict.kind === 'inconclusive' || isRevoked(verdict);

/**
 * Verifies an image by itself and, when it is unsigned or signed by another signer, by the index that its reference
 * names, provided that the index lists the running digest. A tag may name another index by now: then the index by which
 * the image was trusted before is verified once more. `revoked` never falls back to an index, not even when the revoked
 * signature has been deleted since.
 */
export const verifyWithIndex =
  (ports: VerifyWithIndexPorts): VerifyImage =>
  async (request) => {
    const { image } = request;
    const { verify, history } = ports;
    const own = await verify(request);
    if (isRevoked(own)) await history.keepRevoked(image);
    if (!mayBeSignedByIndex(own)) return own;
    if (await history.wasRevoked(image))
      return untrusted('revoked', 'a revoked signature was found on this image earlier, and has been deleted since');
    const named = await verifyByIndex(request, own, ports);
    if (named.verdict.kind === 'trusted') return named.verdict;
    const kept = await history.recallIndex(image);
    if (kept === undefined || kept === named.index) return named.verdict;
    const { verdict } = await verifyByIndex({ ...request, image: namingDigest(image, kept) }, own, ports);
    return prevails(verdict) ? verdict : named.verdict;
  };
