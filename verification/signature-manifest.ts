import { isDigest, type Digest } from './digest';
import { SIGNATURE_ARTIFACT_TYPE } from './registry';
import { parseStrictJson, quoteShort, type JsonObject } from './strict-json';

/** The largest signature manifest that is read, in bytes. */
export const MAX_SIGNATURE_MANIFEST_BYTES = 64 * 1024;

/** The largest envelope that is read, in bytes: those of AWS Signer have about 5 kB. */
export const MAX_ENVELOPE_BYTES = 64 * 1024;

/** The media type of signature manifests: notation 1.0 and later write no other. */
export const SIGNATURE_MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

const ENVELOPE_TYPE = 'application/jose+json';

/** Where a signature's envelope is. */
export interface EnvelopeDescriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** What was attached to an image cannot be a signature of AWS Signer for it; the message says why. */
export class SignatureFormatError extends Error {
  override readonly name = 'SignatureFormatError';
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

const fieldOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

const expectEqual = (what: string, found: unknown, expected: string): void => {
  if (found !== expected)
    throw new SignatureFormatError(`${what}: expected ${JSON.stringify(expected)}, found ${quoteShort(found)}`);
};

const toEnvelopeDescriptor = (layer: unknown): EnvelopeDescriptor => {
  const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((name) => fieldOf(layer, name));
  expectEqual('media type of the envelope', mediaType, ENVELOPE_TYPE);
  if (typeof digest !== 'string' || !isDigest(digest))
    throw new SignatureFormatError(`envelope: expected a SHA-256 digest, found ${quoteShort(digest)}`);
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > MAX_ENVELOPE_BYTES)
    throw new SignatureFormatError(
      `envelope: expected 1 to ${MAX_ENVELOPE_BYTES} bytes, found ${quoteShort(size)} bytes`,
    );
  return { mediaType: ENVELOPE_TYPE, digest, size };
};

/**
 * Parses the manifest of a signature for `image`, and returns where its one envelope is.
 * @throws SignatureFormatError or StrictJsonError when it is not such a manifest.
 */
export const parseSignatureManifest = (bytes: Uint8Array, image: Digest): EnvelopeDescriptor => {
  if (bytes.length > MAX_SIGNATURE_MANIFEST_BYTES)
    throw new SignatureFormatError(`signature manifest: expected at most ${MAX_SIGNATURE_MANIFEST_BYTES} bytes`);
  const manifest = parseStrictJson(bytes);
  if (manifest['mediaType'] !== undefined)
    expectEqual('media type of the signature manifest', manifest['mediaType'], SIGNATURE_MANIFEST_TYPE);
  const artifactType = manifest['artifactType'] ?? fieldOf(manifest['config'], 'mediaType');
  expectEqual('artifact type', artifactType, SIGNATURE_ARTIFACT_TYPE);
  expectEqual('subject of the signature', fieldOf(manifest['subject'], 'digest'), image);
  const layers: unknown = manifest['layers'];
  if (!Array.isArray(layers) || layers.length !== 1)
    throw new SignatureFormatError(
      `signature manifest: expected exactly one layer, found ${Array.isArray(layers) ? layers.length : 'no list'}`,
    );
  return toEnvelopeDescriptor(layers[0]);
};
