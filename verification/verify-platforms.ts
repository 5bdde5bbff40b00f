import type { Digest } from './digest';
import type { FetchManifest, IndexEntry } from './image-index';
import type { Verdict } from './verdict';
import type { VerifyImage, VerifyRequest } from './verify-image';

/** How many platforms of one index are verified at most; whoever pushes an index decides how many it lists. */
const MAX_PLATFORMS = 64;

/** How deep indexes may be nested: an index, and the indexes that it lists. */
const MAX_DEPTH = 2;

/** The ports that verifying the platforms of an index needs. */
export interface VerifyPlatformsPorts {
  readonly verify: VerifyImage;
  readonly fetchManifest: FetchManifest;
}

const withDigest = (request: VerifyRequest, digest: Digest): VerifyRequest => ({
  ...request,
  image: { ...request.image, digest },
});

const verifyEntry = async (
  { digest, isIndex }: IndexEntry,
  { request, depth }: { readonly request: VerifyRequest; readonly depth: number },
  ports: VerifyPlatformsPorts,
): Promise<Verdict | undefined> => {
  const entry = withDigest(request, digest);
  const own = await ports.verify(entry);
  if (!isIndex || own.kind !== 'untrusted' || own.reason !== 'unsigned') return own;
  return (await verifyLevel(entry, depth + 1, ports)) ?? own;
};

const joinPlatforms = (verdicts: readonly Verdict[]): Verdict | undefined => {
  const [first] = verdicts;
  if (first === undefined) return undefined;
  const trusted = verdicts.filter((verdict) => verdict.kind === 'trusted');
  if (trusted.length === verdicts.length && first.kind === 'trusted')
    return {
      ...first,
      signatures: trusted.flatMap(({ signatures }) => signatures),
      detail: `all ${verdicts.length} runnable platforms of the index are trusted: ${first.detail}`,
    };
  // One platform that is known not to be trusted decides; else a retry can help.
  if (verdicts.some(({ kind }) => kind === 'untrusted' || kind === 'exempt')) return undefined;
  return verdicts.find(({ kind }) => kind === 'inconclusive');
};

const verifyLevel = async (
  request: VerifyRequest,
  depth: number,
  ports: VerifyPlatformsPorts,
): Promise<Verdict | undefined> => {
  if (depth > MAX_DEPTH) return undefined;
  const { digest } = request.image;
  const fetched = await ports.fetchManifest(request, { digest });
  if (fetched.kind === 'failed') return fetched.verdict;
  if (fetched.kind === 'no-index') return undefined;
  const runnable = fetched.entries.filter((entry) => entry.isRunnable);
  if (runnable.length > MAX_PLATFORMS || runnable.some((entry) => entry.digest === digest)) return undefined;
  const verdicts = await Promise.all(runnable.map((entry) => verifyEntry(entry, { request, depth }, ports)));
  return joinPlatforms(verdicts.filter((verdict) => verdict !== undefined));
};

/**
 * Verifies an image that is itself an index by the platforms that it lists: trusted if every runnable one is,
 * inconclusive if that is not known; undefined if one of them is not trusted, there is none, or the image is no index.
 */
export const verifyPlatforms = (request: VerifyRequest, ports: VerifyPlatformsPorts): Promise<Verdict | undefined> =>
  verifyLevel(request, 1, ports);
