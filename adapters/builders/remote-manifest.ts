import { createHash } from 'node:crypto';
import * as z from 'zod';
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

const manifestSchema = z.union([
  z.object({ mediaType: z.string().optional(), manifests: z.array(listed) }),
  z.object({ mediaType: z.string().optional(), config: descriptor, layers: z.array(descriptor) }),
]);

const OCI = 'application/vnd.oci.image';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no manifest: the schema says so with the reference.
    return undefined;
  }
};

const sum = (sizes: readonly { readonly size: number }[]): number => sizes.reduce((all, { size }) => all + size, 0);

// https://docs.docker.com/build/metadata/attestations/attestation-storage/: a manifest that describes another one runs nowhere.
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
 * Reads a manifest's very bytes; its digest is their hash, never what someone says of them.
 * @throws ToolError when it is no manifest of an image or an index, or not the one that the reference names by digest.
 */
export const parseRemoteManifest = (reference: string, text: string): RemoteManifest => {
  const digest: Digest = `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
  const wanted = reference.split('@')[1];
  if (wanted !== undefined && wanted !== digest)
    throw new ToolError('refused', `${reference}: the registry’s bytes hash to ${digest}: ask its operators why`);
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new ToolError('refused', `${reference}: expected the manifest of an image or an index, found another thing`);
  const { data } = parsed;
  if ('manifests' in data) {
    const mediaType = data.mediaType ?? `${OCI}.index.v1+json`;
    const platforms = data.manifests.filter((each) => !isAttestation(each)).map(toListed);
    return { digest, mediaType, bytes: sum(data.manifests), platforms };
  }
  const mediaType = data.mediaType ?? `${OCI}.manifest.v1+json`;
  return { digest, mediaType, bytes: sum([data.config, ...data.layers]), platforms: undefined };
};
