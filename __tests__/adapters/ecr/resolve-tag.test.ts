import { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { tagResolver, type ResolvedTag } from '../../../adapters/ecr/resolve-tag';
import { awsFailure } from '../../support/aws/aws-failure';
import { ECR, digestOf } from '../../support/domain/domain';

const ecr = mockClient(ECRClient);
const resolve = (image: string): Promise<ResolvedTag> =>
  tagResolver((region) => new ECRClient({ region }))({ name: 'web', image, imageDigest: null });

beforeEach(() => {
  ecr.reset();
});

describe('tagResolver', () => {
  it.each([
    ['shop/web:1.4', '1.4'],
    ['shop/web', 'latest'],
  ])('resolves %s to its present digest', async (path, imageTag) => {
    const imageIds = [{ imageTag }];
    ecr
      .on(BatchGetImageCommand, { registryId: '111122223333', repositoryName: 'shop/web', imageIds })
      .resolves({ images: [{ imageId: { imageDigest: digestOf('a') } }] });
    const image = `${ECR}/${path}`;
    await expect(resolve(image)).resolves.toEqual({
      kind: 'resolved',
      container: { name: 'web', image, imageDigest: digestOf('a') },
    });
  });

  it('is image-not-found for a tag that the repository does not have, with the reason that ECR gives', async () => {
    const failureReason = 'Requested image not found';
    ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureCode: 'ImageNotFound', failureReason }] });
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      kind: 'failed',
      verdict: {
        kind: 'inconclusive',
        cause: 'image',
        reason: 'image-not-found',
        detail:
          'the repository shop/web has no image with the tag 9 (ecr:BatchGetImage: ImageNotFound: Requested image not found)',
      },
    });
  });

  it('is image-not-found for a repository that does not exist', async () => {
    ecr.on(BatchGetImageCommand).rejects(awsFailure('RepositoryNotFoundException'));
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      verdict: {
        reason: 'image-not-found',
        detail: 'account 111122223333 has no repository shop/web (the call failed)',
      },
    });
  });

  it.each([
    ['AccessDeniedException', 'registry-denied'],
    ['ExpiredTokenException', 'registry-denied'],
    ['ThrottlingException', 'throttled'],
    ['ServerException', 'registry-unavailable'],
    ['TimeoutError', 'registry-unavailable'],
    ['CredentialsProviderError', 'registry-unavailable'],
  ])('gives the reason for a call that failed with %s: %s', async (name, reason) => {
    ecr.on(BatchGetImageCommand).rejects(awsFailure(name));
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      verdict: { kind: 'inconclusive', cause: 'service', reason, detail: expect.stringContaining(name) as string },
    });
  });

  it('says that there is no AWS login', async () => {
    ecr.on(BatchGetImageCommand).rejects(awsFailure('CredentialsProviderError'));
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      verdict: { detail: expect.stringContaining('there is no AWS login') as string },
    });
  });

  it.each([
    ['UpstreamAccessDenied', 'registry-denied'],
    ['UpstreamTooManyRequests', 'throttled'],
    ['UpstreamUnavailable', 'registry-unavailable'],
    ['KmsError', 'tool-failed'],
  ] as const)('gives the reason for an answer of ECR with %s: %s', async (failureCode, reason) => {
    ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureCode, failureReason: 'why' }] });
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      verdict: { cause: 'service', reason, detail: `ecr:BatchGetImage: ${failureCode}: why` },
    });
  });

  it.each([
    ['no digest', { images: [{ imageId: { imageDigest: 'latest' } }] }, 'expected a digest, found "latest"'],
    ['neither image nor failure', {}, 'ecr:BatchGetImage: no image: no reason'],
  ])('rule 7: is tool-failed when ECR answers with %s, and keeps the text', async (_, answer, detail) => {
    ecr.on(BatchGetImageCommand).resolves(answer);
    await expect(resolve(`${ECR}/shop/web:9`)).resolves.toMatchObject({
      verdict: { reason: 'tool-failed', detail: expect.stringContaining(detail) as string },
    });
  });

  it('says that tags of other registries are not resolved, without a call', async () => {
    await expect(resolve('nginx:1.27')).resolves.toMatchObject({
      verdict: {
        cause: 'service',
        reason: 'digest-unknown',
        detail:
          'tags of docker.io are not resolved (found :1.27), only those of ECR repositories: name the image by digest, as docker.io/library/nginx@sha256:…',
      },
    });
    expect(ecr.calls()).toHaveLength(0);
  });
});
