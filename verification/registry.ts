import type { Digest } from './digest';
import type { ImageReference } from './image-reference';
import type { RegistryAccess } from './registry-access';
import type { RemainingTime } from './remaining-time';

/**
 * Why a registry did not return what was requested. `wrong` means that the registry breaks its own protocol: bytes
 * that don't hash to their digest, a redirect to where none may lead, a token service that isn't one. A `detail` holds
 * no credential and no query string.
 */
export type RegistryFailure =
  | {
      readonly kind: 'absent' | 'denied' | 'unavailable' | 'timed-out' | 'wrong' | 'too-large';
      readonly detail: string;
    }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number; readonly detail: string };

/** What a registry answered: never an exception. */
export type RegistryAnswer<T> = { readonly kind: 'found'; readonly value: T } | RegistryFailure;

/** A repository, the host as its reference names it, and how its registry is accessed. */
export interface RegistryScope {
  readonly repository: Pick<ImageReference, 'registry' | 'repository'>;
  readonly access: RegistryAccess;
}

/** A manifest whose bytes hash to its digest. */
export interface Manifest {
  readonly digest: Digest;
  /** The registry's content type, without parameters. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /**
   * Why the bytes are not plainly a manifest of this media type; such a manifest is no index. It is still found, since
   * whoever pushes an image may choose its media type, and must not be able to make its verdict inconclusive.
   */
  readonly mismatch?: string;
}

/** What an index says about one of its manifests, or a manifest about one of its blobs: claims until verified. */
export interface Descriptor {
  readonly digest: Digest;
  readonly mediaType: string;
  /** In bytes, as claimed. */
  readonly size: number;
  readonly artifactType?: string;
  readonly platform?: Platform;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The platform that a manifest in an index is for. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** The signatures that a registry lists for an image; `truncated` if the list may have more. */
export interface ListedSignatures {
  readonly manifests: readonly Descriptor[];
  readonly truncated: boolean;
}

/** A manifest to fetch: by digest, or by a tag. */
export interface ManifestRequest {
  readonly scope: RegistryScope;
  readonly reference: { readonly digest: Digest } | { readonly tag: string };
  readonly remaining: RemainingTime;
}

/** An image whose signatures are to be listed. */
export interface SignaturesRequest {
  readonly scope: RegistryScope;
  readonly digest: Digest;
  readonly remaining: RemainingTime;
}

/** A blob to fetch. Its size is only a claim: the blob is found if its bytes hash right, whatever size was claimed. */
export interface BlobRequest {
  readonly scope: RegistryScope;
  readonly descriptor: Pick<Descriptor, 'digest' | 'size'>;
  /** The most bytes that are read. */
  readonly limit: number;
  readonly remaining: RemainingTime;
}

/** Reads from registries. Each method ends when the remaining time does, and answers instead of throwing. */
export interface Registry {
  readonly fetchManifest: (request: ManifestRequest) => Promise<RegistryAnswer<Manifest>>;
  readonly listSignatures: (request: SignaturesRequest) => Promise<RegistryAnswer<ListedSignatures>>;
  readonly fetchBlob: (request: BlobRequest) => Promise<RegistryAnswer<Uint8Array>>;
}

/** The time for everything that is fetched for one image, in milliseconds. */
export const IMAGE_FETCH_MS = 20_000;

/** The most bytes of a manifest that are read. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;

/** The most signatures of one image that are listed: enough that 1,000 bad ones hide no good one. */
export const LISTED_SIGNATURES_LIMIT = 1_024;

/** The artifact type of signatures, in lists of referrers. https://github.com/notaryproject/specifications */
export const SIGNATURE_ARTIFACT_TYPE = 'application/vnd.cncf.notary.signature';

/** The media types of an index, OCI's and Docker's. */
export const INDEX_MEDIA_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** The remaining time of a fetch that starts now, in an invocation that has its own. */
export const fetchTime = (now: () => number, invocation: RemainingTime): RemainingTime => {
  const end = now() + IMAGE_FETCH_MS;
  return () => Math.min(end - now(), invocation());
};
