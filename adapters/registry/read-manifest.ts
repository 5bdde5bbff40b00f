import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { sha256 } from '../../contracts/schema/sha256';
import {
  INDEX_MEDIA_TYPES,
  isDigest,
  type Digest,
  type Manifest,
  type ManifestRequest,
  type RegistryAnswer,
} from '../../verification';
import type { HttpResponse } from './http/exchange';

const MANIFEST_MEDIA_TYPES: readonly string[] = [
  ...INDEX_MEDIA_TYPES,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** The `Accept` header for manifests. */
export const ACCEPT_MANIFESTS = MANIFEST_MEDIA_TYPES.join(', ');

const bodySchema = z.looseObject({ mediaType: z.string().optional() });

/** A response's content type in lower case, without parameters. */
export const mediaTypeOf = ({ headers }: HttpResponse): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const quote = (text: string): string => JSON.stringify(text.slice(0, 100));

const mismatchOf = (mediaType: string, bytes: Buffer): string | undefined => {
  if (!MANIFEST_MEDIA_TYPES.includes(mediaType)) return `the content type is ${quote(mediaType)}`;
  const body = bodySchema.safeParse(parseJsonOrUndefined(bytes.toString())).data;
  if (body === undefined) return 'the bytes are no manifest';
  if (body.mediaType !== undefined && body.mediaType !== mediaType)
    return `the content type is ${quote(mediaType)}, the bytes say ${quote(body.mediaType)}`;
  // Bytes that are both could be read as one by a verifier and as the other by a runtime.
  const isIndex = 'manifests' in body;
  if (isIndex && ('layers' in body || 'config' in body)) return 'the bytes are both an index and an image';
  return isIndex === INDEX_MEDIA_TYPES.includes(mediaType)
    ? undefined
    : `the content type is ${quote(mediaType)}, the bytes are ${isIndex ? 'an index' : 'no index'}`;
};

const hashProblem = (reference: ManifestRequest['reference'], digest: Digest, response: HttpResponse) => {
  if ('digest' in reference) return reference.digest === digest ? undefined : `the bytes hash to ${digest}`;
  const claimed = String(response.headers['docker-content-digest'] ?? digest);
  return claimed === digest || !isDigest(claimed) ? undefined : `the bytes of ${claimed} hash to ${digest}`;
};

/** Reads a manifest from a response with status 200. Only the hash of its bytes identifies it. */
export const readManifest = (
  response: HttpResponse,
  reference: ManifestRequest['reference'],
): RegistryAnswer<Manifest> => {
  const digest: Digest = `sha256:${sha256(response.body)}`;
  const problem = hashProblem(reference, digest, response);
  if (problem !== undefined) return { kind: 'wrong', detail: problem };
  const mediaType = mediaTypeOf(response);
  const mismatch = mismatchOf(mediaType, response.body);
  const manifest = { digest, mediaType, bytes: response.body };
  return { kind: 'found', value: mismatch === undefined ? manifest : { ...manifest, mismatch } };
};
