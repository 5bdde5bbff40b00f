import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { sha256 } from '../../contracts/schema/sha256';
import { isDigest, type Digest } from '../../verification';
import type { ListedManifest, RemoteManifest } from './builder';
import { ToolError } from '../tool-error';

const digestField = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));

const descriptor = z.object({
  digest: digestField,
  size: z.number().nonnegative(),
});

const listed = descriptor.extend({
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

const common = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  subject: descriptor.optional(),
});

const manifestSchema = z.union([
  common.extend({ manifests: z.array(listed) }),
  common.extend({ config: descriptor, layers: z.array(descriptor) }),
]);

const OCI = 'application/vnd.oci.image';

const sum = (sizes: readonly { readonly size: number }[]): number => sizes.reduce((all, { size }) => all + size, 0);

// An attestation describes another manifest and cannot run.
// https://docs.docker.com/build/metadata/attestations/attestation-storage/
const isAttestation = ({ annotations, platform }: z.output<typeof listed>): boolean =>
  annotations?.['vnd.docker.reference.type'] !== undefined ||
  (platform?.os === 'unknown' && platform.architecture === 'unknown');

const toListed = ({ digest, platform }: z.output<typeof listed>): ListedManifest => ({
  digest,
  platform:
    platform === undefined
      ? 'unknown'
      : [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join('/'),
});

/**
 * Parses a manifest's exact bytes. The digest is their hash, whatever anyone claims.
 * @throws ToolError when they are not the manifest of an image or an index, or do not hash to the digest in the reference.
 */
export const parseRemoteManifest = (reference: string, text: string): RemoteManifest => {
  const digest: Digest = `sha256:${sha256(text)}`;
  const wanted = reference.split('@')[1];
  if (wanted !== undefined && wanted !== digest)
    throw new ToolError(
      'refused',
      `${reference}: the registry returned bytes that hash to ${digest}: ask its operators why`,
    );
  const parsed = manifestSchema.safeParse(parseJsonOrUndefined(text));
  if (!parsed.success)
    throw new ToolError('refused', `${reference}: expected the manifest of an image or an index, found something else`);
  const { data } = parsed;
  const { artifactType, subject } = data;
  const attached = { ...(artifactType && { artifactType }), ...(subject && { subject: subject.digest }) };
  if ('manifests' in data) {
    const mediaType = data.mediaType ?? `${OCI}.index.v1+json`;
    const platforms = data.manifests.filter((each) => !isAttestation(each)).map(toListed);
    return { digest, mediaType, bytes: sum(data.manifests), platforms, ...attached };
  }
  const mediaType = data.mediaType ?? `${OCI}.manifest.v1+json`;
  return { digest, mediaType, bytes: sum([data.config, ...data.layers]), platforms: undefined, ...attached };
};
