import { attachArtifactToImage, OCIError } from '@sigstore/oci';
import { isDigest, parseImageReference, type Digest } from '../../verification';
import { ToolError, type ToolErrorCode } from '../tool-error';
import type { RegistryLogin } from '../notation/child-environment';

/** Something that is attached to an image. */
export interface Artifact {
  readonly content: string;
  /** Also what the registry knows it by among the image's referrers. */
  readonly mediaType: string;
}

/** Attaches an artifact to `registry/repository@digest`; gives the digest of the artifact's own manifest. Throws ToolError when it cannot. */
export type AttachArtifact = (subject: string, artifact: Artifact) => Promise<Digest>;

const DEADLINE_MS = 60_000;

// The same artifact must always have the same manifest, so that attaching it again changes nothing.
const ANNOTATIONS = { 'org.opencontainers.image.created': '1970-01-01T00:00:00Z' };

const statusOf = (error: unknown): number | undefined => {
  const cause: unknown = error instanceof OCIError ? error.cause : undefined;
  return cause instanceof Error && 'statusCode' in cause ? Number(cause.statusCode) : undefined;
};

const failureFor = (status: number | undefined): readonly [ToolErrorCode, string] => {
  if (status === undefined)
    return ['temporary', 'the registry does not answer: look at network and proxy, then run this again'];
  if (status === 429 || status >= 500) return ['temporary', 'the registry fails or throttles: run this again'];
  if (status === 401 || status === 403)
    return ['refused', 'the registry refuses: you need the permissions to push to and read from the repository'];
  return ['refused', 'the registry does not take it: it must have the referrers API, or tags that can be moved'];
};

const causeOf = (error: unknown): string => {
  const cause: unknown = error instanceof OCIError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/**
 * Attaches artifacts by an OCI manifest whose subject is the image: registries with the referrers API list it by themselves, for others the
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
      // No proxy but that of the environment.
      fetchOpts: { retry: 2, timeout: DEADLINE_MS, proxy: undefined, noProxy: undefined },
    };
    try {
      const { digest } = await attachArtifactToImage(options);
      if (isDigest(digest)) return digest;
      throw new Error(`expected the digest of what was attached, found ${digest}`);
    } catch (error) {
      const [code, advice] = failureFor(statusOf(error));
      throw new ToolError(code, `attaching to ${subject}: ${advice} (${causeOf(error)})`, { cause: error });
    }
  };
