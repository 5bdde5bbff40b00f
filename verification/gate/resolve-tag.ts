import type { Digest } from '../digest';
import type { ImageReference } from '../image-reference';
import type { RemainingTime } from '../remaining-time';
import type { LoadedTrust } from '../trust';
import type { Verdict } from '../verdict';

/** The digest that a tag names at this moment, or the verdict for an image whose digest cannot be found out. */
export type ResolvedDigest =
  { readonly kind: 'resolved'; readonly digest: Digest } | { readonly kind: 'failed'; readonly verdict: Verdict };

/** A tag to be resolved; its registry is accessed as the trust document allows. */
export interface TagToResolve {
  readonly reference: ImageReference;
  readonly trust: LoadedTrust;
  readonly remaining: RemainingTime;
}

/** Resolves a tag to the digest that it names at this moment. A failure becomes a verdict, never an exception. */
export type ResolveTag = (tag: TagToResolve) => Promise<ResolvedDigest>;
