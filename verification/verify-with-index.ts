import type { Digest } from './digest';
import type { PinnedImage } from './pinned-image';
import { serviceFailed, type Verdict } from './verdict';
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

const mayBeSignedByIndex = (verdict: Verdict): boolean =>
  verdict.kind === 'untrusted' && (verdict.reason === 'unsigned' || verdict.reason === 'signer-not-trusted');

const mayNameIndex = ({ reference, digest }: PinnedImage): boolean => reference.digest !== digest;

const viaIndex = (verdict: Verdict, index: Digest, own: Verdict): Verdict => {
  if (verdict.kind === 'untrusted' && verdict.reason === 'unsigned') return own;
  return { ...verdict, detail: `by the index ${index} that lists it: ${verdict.detail}` };
};

/**
 * Verifies an image by itself and, when it is unsigned or signed by another signer, by the index that its reference
 * names, provided that the index lists the running digest. `revoked` never falls back to the index.
 */
export const verifyWithIndex =
  (verify: VerifyImage, fetchIndex: FetchIndex): VerifyImage =>
  async (request) => {
    const { image } = request;
    const own = await verify(request);
    if (!mayBeSignedByIndex(own) || !mayNameIndex(image)) return own;
    const fetched = await fetchIndex(request);
    switch (fetched.kind) {
      case 'none':
        return own;
      case 'failed':
        return fetched.verdict;
      case 'index': {
        const { digest, manifests } = fetched.index;
        if (!manifests.includes(image.digest)) return own;
        // An index cannot contain its own hash, so a registry that says so is wrong.
        if (digest === image.digest) return serviceFailed('tool-failed', `the index ${digest} claims to list itself`);
        return viaIndex(await verify({ ...request, image: { ...image, digest } }), digest, own);
      }
    }
  };
