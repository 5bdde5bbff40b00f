import type { Digest } from './digest';
import type { PinnedImage } from './container-check';
import type { VerifyImage } from './verdict-memory';
import { serviceFailed, type Verdict } from './verdict';

/** An image index as its registry gave it: its digest is the hash of the very bytes that were parsed. */
export interface ImageIndex {
  readonly digest: Digest;
  readonly manifests: readonly Digest[];
}

/** What asking a registry for the index behind a reference gives. */
export type FetchedIndex =
  | { readonly kind: 'index'; readonly index: ImageIndex }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly verdict: Verdict };

/** Fetches the index that an image's reference names, by its digest or by its tag now. */
export type FetchIndex = (image: PinnedImage) => Promise<FetchedIndex>;

const mayBeSignedByIndex = (verdict: Verdict): boolean =>
  verdict.kind === 'untrusted' && (verdict.reason === 'unsigned' || verdict.reason === 'signer-not-trusted');

const namesSomethingElse = ({ reference, digest }: PinnedImage): boolean => reference.digest !== digest;

const viaIndex = (verdict: Verdict, index: Digest, own: Verdict): Verdict => {
  if (verdict.kind === 'untrusted' && verdict.reason === 'unsigned') return own;
  return { ...verdict, detail: `by the index ${index} that lists it: ${verdict.detail}` };
};

/**
 * Verifies an image by itself and, when it is unsigned or signed by another, by the index that its reference names, provided that
 * the index lists the digest that runs. `revoked` never falls back.
 */
export const verifyWithIndex =
  (verify: VerifyImage, fetchIndex: FetchIndex): VerifyImage =>
  async (image, policy) => {
    const own = await verify(image, policy);
    if (!mayBeSignedByIndex(own) || !namesSomethingElse(image)) return own;
    const fetched = await fetchIndex(image);
    switch (fetched.kind) {
      case 'none':
        return own;
      case 'failed':
        return fetched.verdict;
      case 'index': {
        const { digest, manifests } = fetched.index;
        if (!manifests.includes(image.digest)) return own;
        // An index that lists itself cannot exist; a registry that says so is not believed.
        if (digest === image.digest) return serviceFailed('tool-failed', `the index ${digest} claims to list itself`);
        return viaIndex(await verify({ ...image, digest }, policy), digest, own);
      }
    }
  };
