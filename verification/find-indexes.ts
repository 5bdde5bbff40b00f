import type { Digest } from './digest';
import type { FetchedManifest, FetchManifest, ManifestSelector } from './image-index';
import { serviceFailed, type Inconclusive } from './verdict';
import type { VerifyRequest } from './verify-image';

/** How many nested indexes of one index are fetched at most; whoever pushes an index decides how many it lists. */
const MAX_NESTED = 16;

/** The indexes that list an image, the outermost first, or why that is not known. */
export type FoundIndexes =
  | { readonly kind: 'found'; readonly indexes: readonly Digest[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly verdict: Inconclusive };

const NONE: FoundIndexes = { kind: 'none' };

type FetchedIndex = Extract<FetchedManifest, { readonly kind: 'index' }>;

// An index cannot contain its own hash, so a registry that says so is wrong.
const listsItself = ({ digest }: FetchedIndex): FoundIndexes => ({
  kind: 'failed',
  verdict: serviceFailed('tool-failed', `the index ${digest} claims to list itself`),
});

const findNested = async (
  index: FetchedIndex,
  request: VerifyRequest,
  fetchManifest: FetchManifest,
): Promise<FoundIndexes> => {
  const nested = index.entries.filter(({ isIndex }) => isIndex).slice(0, MAX_NESTED);
  const fetched = await Promise.all(nested.map(({ digest }) => fetchManifest(request, { digest })));
  let failed: FoundIndexes | undefined;
  for (const each of fetched) {
    if (each.kind === 'failed') failed ??= each;
    if (each.kind === 'index' && each.entries.some(({ digest }) => digest === request.image.digest))
      return { kind: 'found', indexes: [index.digest, each.digest] };
  }
  return failed ?? NONE;
};

/**
 * Finds the index that a selector names and that lists the image, directly or through one nested index. The indexes
 * that list the image are returned, the outermost first.
 */
export const findIndexes = async (
  request: VerifyRequest,
  selector: ManifestSelector,
  fetchManifest: FetchManifest,
): Promise<FoundIndexes> => {
  const fetched = await fetchManifest(request, selector);
  switch (fetched.kind) {
    case 'no-index':
      return NONE;
    case 'failed':
      return fetched;
    case 'index': {
      const { digest: running } = request.image;
      const isListed = fetched.entries.some(({ digest }) => digest === running);
      if (fetched.digest === running) return isListed ? listsItself(fetched) : NONE;
      if (isListed) return { kind: 'found', indexes: [fetched.digest] };
      return findNested(fetched, request, fetchManifest);
    }
  }
};
