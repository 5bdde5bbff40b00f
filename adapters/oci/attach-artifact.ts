import { attachArtifactToImage, OCIError } from '@sigstore/oci';
import { isDigest, parseImageReference, type Digest } from '../../verification';
import { ToolError, type ToolErrorCode } from '../tool-error';
import type { RegistryLogin } from '../notation/child-environment';

/** Content to attach to an image. */
export interface Artifact {
  readonly content: string;
  /** Also the artifact type in the registry's list of referrers. */
  readonly mediaType: string;
}

/** Attaches an artifact to `registry/repository@digest` and returns the digest of the artifact's own manifest. Throws ToolError. */
export type AttachArtifact = (subject: string, artifact: Artifact) => Promise<Digest>;

const DEADLINE_MS = 60_000;

// A constant time, so that attaching the same artifact again changes nothing.
const ANNOTATIONS = { 'org.opencontainers.image.created': '1970-01-01T00:00:00Z' };

const statusOf = (error: unknown): number | undefined => {
  const cause: unknown = error instanceof OCIError ? error.cause : undefined;
  return cause instanceof Error && 'statusCode' in cause ? Number(cause.statusCode) : undefined;
};

const adviceFor = (status: number | undefined): readonly [ToolErrorCode, string] => {
  if (status === undefined)
    return ['temporary', 'the registry does not respond: check network and proxy, then run this again'];
  if (status === 429 || status >= 500)
    return ['temporary', 'the registry is failing or throttling requests: run this again'];
  if (status === 401 || status === 403)
    return ['refused', 'the registry denies access: you need permission to push to and read from the repository'];
  return ['refused', 'the registry rejects it: it needs the referrers API, or mutable tags'];
};

const causeOf = (error: unknown): string => {
  const cause: unknown = error instanceof OCIError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/**
 * Attaches artifacts with an OCI manifest whose subject is the image. Registries with the referrers API list it; for other registries the
 * list under the tag that is named for the image's digest is extended.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
 */
export const ociAttacher =
  (loginFor: (registry: string) => Promise<RegistryLogin>): AttachArtifact =>
  async (subject, { content, mediaType }) => {
    const { registry, repository, digest: imageDigest = '' } = parseImageReference(subject);
    const options = {
      imageName: `${registry}/${repository}`,
      imageDigest,
      credentials: await loginFor(registry),
      artifact: Buffer.from(content),
      mediaType,
      annotations: ANNOTATIONS,
      // Only the proxy of the environment.
      fetchOpts: { retry: 2, timeout: DEADLINE_MS, proxy: undefined, noProxy: undefined },
    };
    try {
      const { digest } = await attachArtifactToImage(options);
      if (isDigest(digest)) return digest;
      throw new Error(`expected the digest of the artifact, found ${digest}`);
    } catch (error) {
      const [code, advice] = adviceFor(statusOf(error));
      throw new ToolError(code, `attaching to ${subject}: ${advice} (${causeOf(error)})`, { cause: error });
    }
  };
