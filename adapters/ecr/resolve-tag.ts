import { BatchGetImageCommand, type BatchGetImageCommandOutput, type ECRClient } from '@aws-sdk/client-ecr';
import {
  imageUnprovable,
  isDigest,
  parseImageReference,
  registryIdentity,
  serviceFailed,
  type Container,
  type ImageReference,
  type ServiceReason,
  type Verdict,
} from '../../verification';
import { ecrFailure } from './ecr-failure';

/** A container with its image's present digest, or the verdict for an image whose digest cannot be found out. */
export type ResolvedTag =
  { readonly kind: 'resolved'; readonly container: Container } | { readonly kind: 'failed'; readonly verdict: Verdict };

const CALL = 'ecr:BatchGetImage';

const failed = (verdict: Verdict): ResolvedTag => ({ kind: 'failed', verdict });

const tagOf = ({ tag = 'latest' }: ImageReference): string => tag;

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html
const REASONS: Readonly<Record<string, ServiceReason>> = {
  UpstreamAccessDenied: 'registry-denied',
  UpstreamTooManyRequests: 'throttled',
  UpstreamUnavailable: 'registry-unavailable',
};

const failureOf = ({ failures }: BatchGetImageCommandOutput, reference: ImageReference): Verdict => {
  const { failureCode = 'no image', failureReason = 'no reason' } = failures?.[0] ?? {};
  const detail = `${CALL}: ${failureCode}: ${failureReason}`;
  if (failureCode !== 'ImageNotFound') return serviceFailed(REASONS[failureCode] ?? 'tool-failed', detail);
  const sentence = `the repository ${reference.repository} has no image with the tag ${tagOf(reference)}`;
  return imageUnprovable('image-not-found', `${sentence} (${detail})`);
};

const errorOf = (error: unknown, { repository }: ImageReference, account: string): Verdict =>
  error instanceof Error && error.name === 'RepositoryNotFoundException'
    ? imageUnprovable('image-not-found', `account ${account} has no repository ${repository} (${error.message})`)
    : ecrFailure(error, CALL);

const notEcr = ({ registry, repository, tag }: ImageReference): Verdict =>
  serviceFailed(
    'digest-unknown',
    `tags of ${registry} are not resolved${tag === undefined ? '' : ` (found :${tag})`}, only those of ECR repositories: name the image by digest, as ${registry}/${repository}@sha256:…`,
  );

/** Resolves the tag of an ECR repository to its present digest: for the command line, never for a verdict on a task. */
export const tagResolver =
  (clientFor: (region: string) => ECRClient) =>
  async (container: Container): Promise<ResolvedTag> => {
    const reference = parseImageReference(container.image ?? '');
    const registry = registryIdentity(reference.registry);
    if (registry.kind === 'other') return failed(notEcr(reference));
    const { account, region } = registry;
    const imageIds = [{ imageTag: tagOf(reference) }];
    const request = { registryId: account, repositoryName: reference.repository, imageIds };
    try {
      const answer = await clientFor(region).send(new BatchGetImageCommand(request));
      const digest = answer.images?.[0]?.imageId?.imageDigest;
      if (digest === undefined) return failed(failureOf(answer, reference));
      if (isDigest(digest)) return { kind: 'resolved', container: { ...container, imageDigest: digest } };
      return failed(serviceFailed('tool-failed', `${CALL}: expected a digest, found ${JSON.stringify(digest)}`));
    } catch (error) {
      return failed(errorOf(error, reference, account));
    }
  };
