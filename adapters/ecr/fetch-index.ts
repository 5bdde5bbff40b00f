import { BatchGetImageCommand, type BatchGetImageCommandOutput, type ECRClient } from '@aws-sdk/client-ecr';
import * as z from 'zod';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { sha256 } from '../../contracts/schema/sha256';
import {
  isDigest,
  registryAccessFor,
  serviceFailed,
  type Digest,
  type FetchedIndex,
  type FetchIndex,
  type PinnedImage,
  type RepositoryPattern,
} from '../../verification';
import { ecrFailure } from './ecr-failure';

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

// Plain manifests are accepted, too: ECR then answers a reference to one with the manifest instead of a failure.
const ACCEPTED = [
  ...INDEX_TYPES,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const indexSchema = z.object({
  mediaType: z.string().optional(),
  manifests: z.array(z.object({ digest: z.string() })),
});

const NONE: FetchedIndex = { kind: 'none' };

const failed = (verdict: Extract<FetchedIndex, { kind: 'failed' }>['verdict']): FetchedIndex => ({
  kind: 'failed',
  verdict,
});

const readIndex = ({ reference }: PinnedImage, manifest: string, mediaType: string | undefined): FetchedIndex => {
  const digest: Digest = `sha256:${sha256(manifest)}`;
  if (reference.digest !== undefined && reference.digest !== digest)
    return failed(serviceFailed('tool-failed', `the registry's bytes for ${reference.digest} hash to ${digest}`));
  const parsed = indexSchema.safeParse(parseJsonOrUndefined(manifest));
  const type = mediaType ?? parsed.data?.mediaType;
  if (!parsed.success || type === undefined || !INDEX_TYPES.includes(type)) return NONE;
  const manifests = parsed.data.manifests.map((each) => each.digest).filter(isDigest);
  return { kind: 'index', index: { digest, manifests } };
};

const ABSENT = [
  'ImageNotFound',
  'ImageTagDoesNotMatchDigest',
  'InvalidImageDigest',
  'InvalidImageTag',
  'MissingDigestAndTag',
];

const readAnswer = (image: PinnedImage, answer: BatchGetImageCommandOutput): FetchedIndex => {
  const found = answer.images?.[0];
  if (found?.imageManifest !== undefined) return readIndex(image, found.imageManifest, found.imageManifestMediaType);
  const failure = answer.failures?.[0];
  if (failure?.failureCode !== undefined && ABSENT.includes(failure.failureCode)) return NONE;
  const detail = `ecr:BatchGetImage: ${failure?.failureCode ?? 'neither image nor failure'} ${failure?.failureReason ?? ''}`;
  return failed(serviceFailed('registry-unavailable', detail));
};

/** How indexes are fetched from ECR. */
export interface IndexFetcherSettings {
  readonly clientFor: (region: string) => ECRClient;
  readonly partition: string;
}

/**
 * Fetches the index that a reference names from ECR, and identifies it by the hash of its bytes alone. No index is
 * fetched from other registries.
 */
export const indexFetcher =
  ({ clientFor, partition }: IndexFetcherSettings) =>
  (policyPatterns: readonly RepositoryPattern[]): FetchIndex =>
  async ({ image }) => {
    const access = registryAccessFor(image.reference.registry, partition, policyPatterns);
    if (access.kind === 'anonymous') return NONE;
    const { repository, digest, tag } = image.reference;
    const { account, region } = access.registry;
    const imageId = digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest };
    const request = {
      registryId: account,
      repositoryName: repository,
      imageIds: [imageId],
      acceptedMediaTypes: ACCEPTED,
    };
    try {
      return readAnswer(image, await clientFor(region).send(new BatchGetImageCommand(request)));
    } catch (error) {
      return failed(ecrFailure(error, 'ecr:BatchGetImage'));
    }
  };
