import type {
  Digest,
  FetchedManifest,
  FetchManifest,
  IndexEntry,
  ManifestSelector,
  PinnedImage,
  Verdict,
} from '../../../verification';

/** One platform that an index lists. */
export const platform = (digest: Digest): IndexEntry => ({ digest, isIndex: false, isRunnable: true });

/** An index that another index lists. */
export const nestedIndex = (digest: Digest): IndexEntry => ({ digest, isIndex: true, isRunnable: true });

/** What an index lists besides its platforms, such as an attestation. */
export const attestation = (digest: Digest): IndexEntry => ({ digest, isIndex: false, isRunnable: false });

/** An index as a registry returns it. */
export const anIndex = (digest: Digest, entries: readonly IndexEntry[]): FetchedManifest => ({
  kind: 'index',
  digest,
  entries,
});

/** Gives the verdict of each digest, else the last one; `verified` shows the digests in order. */
export const verifierByDigest = (verdicts: Readonly<Record<string, Verdict>>, otherwise: Verdict) => {
  const verified: Digest[] = [];
  const verify = async ({ image: { digest } }: { readonly image: PinnedImage }): Promise<Verdict> => {
    verified.push(digest);
    return verdicts[digest] ?? otherwise;
  };
  return { verify, verified };
};

/** A registry of manifests by digest or tag, which has no other index, and records what is requested. */
export const manifestRegistry = (
  manifests: Readonly<Record<string, FetchedManifest>>,
): { readonly fetchManifest: FetchManifest; readonly requested: readonly ManifestSelector[] } => {
  const requested: ManifestSelector[] = [];
  return {
    requested,
    fetchManifest: async (_request, selector) => {
      requested.push(selector);
      return manifests['digest' in selector ? selector.digest : selector.tag] ?? { kind: 'no-index' };
    },
  };
};
