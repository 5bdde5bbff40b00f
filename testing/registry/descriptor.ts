import { sha256 } from '../../contracts/schema/sha256';

/** The media types of what the local registry stores. */
export const MEDIA_TYPES = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  signature: 'application/vnd.cncf.notary.signature',
  empty: 'application/vnd.oci.empty.v1+json',
} as const;

/** A content descriptor of the OCI image specification. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** The digest of some bytes, `sha256:…`. */
export const digestOf = (bytes: Buffer): string => `sha256:${sha256(bytes)}`;

/** The descriptor of some bytes. */
export const toDescriptor = (mediaType: string, bytes: Buffer): Descriptor => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});
