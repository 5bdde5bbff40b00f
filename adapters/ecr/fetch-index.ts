import { createHash } from 'node:crypto';
import { BatchGetImageCommand, type BatchGetImageCommandOutput, type ECRClient } from '@aws-sdk/client-ecr';
import * as z from 'zod';
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

// Plain manifests are accepted too, so that a reference to one is answered with it instead of a failure.
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

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is no index: the pusher's affair, and no reason to look further.
    return undefined;
  }
};

const digestOf = (manifest: string): Digest => `sha256:${createHash('sha256').update(manifest, 'utf8').digest('hex')}`;

const readIndex = ({ reference }: PinnedImage, manifest: string, mediaType: string | undefined): FetchedIndex => {
  const digest = digestOf(manifest);
  if (reference.digest !== undefined && reference.digest !== digest)
    return {
      kind: 'failed',
      verdict: serviceFailed('tool-failed', `the registry's bytes for ${reference.digest} hash to ${digest}`),
    };
  const parsed = indexSchema.safeParse(parseJson(manifest));
  const type = mediaType ?? parsed.data?.mediaType;
  if (!parsed.success || type === undefined || !INDEX_TYPES.includes(type)) return NONE;
  return {
    kind: 'index',
    index: { digest, manifests: parsed.data.manifests.map((each) => each.digest).filter(isDigest) },
  };
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
  return { kind: 'failed', verdict: serviceFailed('registry-unavailable', detail) };
};

/** What fetching indexes needs to know. */
export interface IndexFetching {
  readonly clientFor: (region: string) => ECRClient;
  readonly partition: string;
}

/**
 * Fetches the index that a reference names from ECR and hashes its bytes; the index is then known by that hash alone.
 * Registries other than ECR are not asked: they have no index here.
 */
export const indexFetcher =
  ({ clientFor, partition }: IndexFetching) =>
  (policyPatterns: readonly RepositoryPattern[]): FetchIndex =>
  async (image) => {
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
      return { kind: 'failed', verdict: ecrFailure(error, 'ecr:BatchGetImage') };
    }
  };
