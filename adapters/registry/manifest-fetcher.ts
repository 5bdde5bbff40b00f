import {
  fetchTime,
  INDEX_MEDIA_TYPES,
  REGISTRY_REASONS,
  serviceFailed,
  type Descriptor,
  type FetchedManifest,
  type FetchManifest,
  type IndexEntry,
  type Manifest,
  type Registry,
  type RegistryAnswer,
  type RegistryScope,
  type PinnedImage,
} from '../../verification';
import { parseIndex } from './parse-index';

/** What fetching manifests depends on. */
export interface ManifestFetcherPorts {
  readonly registry: Pick<Registry, 'fetchManifest'>;
  readonly scopeOf: (image: Pick<PinnedImage, 'reference'>) => RegistryScope;
  readonly now: () => number;
}

const NO_INDEX: FetchedManifest = { kind: 'no-index' };

// https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
  (platform?.os === 'unknown' && platform.architecture === 'unknown');

const toEntry = (descriptor: Descriptor): IndexEntry => {
  const isIndex = INDEX_MEDIA_TYPES.includes(descriptor.mediaType);
  return { digest: descriptor.digest, isIndex, isRunnable: !isAttestation(descriptor) };
};

const toFetched = ({ digest, mediaType, bytes, mismatch }: Manifest): FetchedManifest => {
  if (mismatch !== undefined || !INDEX_MEDIA_TYPES.includes(mediaType)) return NO_INDEX;
  const descriptors = parseIndex(bytes);
  return descriptors === undefined ? NO_INDEX : { kind: 'index', digest, entries: descriptors.map(toEntry) };
};

const toAnswer = (answer: RegistryAnswer<Manifest>): FetchedManifest => {
  switch (answer.kind) {
    case 'found':
      return toFetched(answer.value);
    case 'absent':
    // Whoever pushes an index decides how large it is.
    case 'too-large':
      return NO_INDEX;
    case 'denied':
    case 'throttled':
    case 'unavailable':
    case 'timed-out':
    case 'wrong':
      return { kind: 'failed', verdict: serviceFailed(REGISTRY_REASONS[answer.kind], answer.detail) };
  }
};

/** Fetches the indexes around an image from its registry, and says which of their entries a platform can run. */
export const manifestFetcher =
  ({ registry, scopeOf, now }: ManifestFetcherPorts): FetchManifest =>
  async ({ image, remaining }, reference) =>
    toAnswer(await registry.fetchManifest({ scope: scopeOf(image), reference, remaining: fetchTime(now, remaining) }));
