import { BatchGetImageCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { isDigest, parseImageReference, registryIdentity, type Container } from '../../verification';

/**
 * Resolves the tag of an ECR repository to its present digest: for the command line, never for a verdict on a task.
 * @throws Error when the registry is not ECR, or does not answer.
 */
export const tagResolver =
  (clientFor: (region: string) => ECRClient) =>
  async (container: Container): Promise<Container> => {
    const reference = parseImageReference(container.image ?? '');
    const registry = registryIdentity(reference.registry);
    if (registry.kind === 'other')
      throw new Error(`tags of ${reference.registry} are not resolved: name the image by digest`);
    const imageIds = [{ imageTag: reference.tag ?? 'latest' }];
    const request = { registryId: registry.account, repositoryName: reference.repository, imageIds };
    const { images, failures } = await clientFor(registry.region).send(new BatchGetImageCommand(request));
    const digest = images?.[0]?.imageId?.imageDigest;
    if (digest !== undefined && isDigest(digest)) return { ...container, imageDigest: digest };
    throw new Error(`ecr:BatchGetImage: ${failures?.[0]?.failureReason ?? 'no image'} (${container.image ?? ''})`);
  };
