import type { Digest } from './digest';
import type { PinnedImage } from './pinned-image';
import type { RemainingTime } from './remaining-time';
import type { Inconclusive } from './verdict';

/** One manifest that an image index lists. */
export interface IndexEntry {
  readonly digest: Digest;
  /** The entry is itself an index. */
  readonly isIndex: boolean;
  /** A platform can run it: neither an attestation nor the platform `unknown/unknown`. */
  readonly isRunnable: boolean;
}

/** A manifest from a registry: its digest is the hash of the very bytes that were parsed. */
export type FetchedManifest =
  | { readonly kind: 'index'; readonly digest: Digest; readonly entries: readonly IndexEntry[] }
  /** A manifest that lists no others, or none at all. */
  | { readonly kind: 'no-index' }
  | { readonly kind: 'failed'; readonly verdict: Inconclusive };

/** Which manifest of an image's repository is requested. */
export type ManifestSelector = { readonly digest: Digest } | { readonly tag: string };

/** Fetches a manifest of an image's repository. Rejects never. */
export type FetchManifest = (
  request: { readonly image: PinnedImage; readonly remaining: RemainingTime },
  selector: ManifestSelector,
) => Promise<FetchedManifest>;
