import { createHash } from 'node:crypto';
import { BatchGetImageCommand, ECRClient, type BatchGetImageCommandOutput } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { indexFetcher } from '../../../adapters/ecr/fetch-index';
import type { FetchedIndex } from '../../../verification';
import { awsFailure } from '../../support/aws/aws-failure';
import { ECR, anImage, digestOf } from '../../support/domain/domain';
import { patternsOf } from '../../support/launch/launch-patterns';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

const INDEX = JSON.stringify({
  schemaVersion: 2,
  mediaType: OCI_INDEX,
  manifests: [{ digest: digestOf('a') }, { digest: digestOf('b') }],
});
const hashOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const BY_TAG = `${ECR}/shop/web:1.4`;
const BY_DIGEST = `${ECR}/shop/web:1.4@${hashOf(INDEX)}`;
const NONE = { kind: 'none' };

const ecr = mockClient(ECRClient);
let regions: string[];

const fetch = (text: string): Promise<FetchedIndex> => {
  const clientFor = (region: string): ECRClient => {
    regions.push(region);
    return new ECRClient({ region });
  };
  return indexFetcher({ clientFor, partition: 'aws' })(patternsOf(`${ECR}/shop/*`))({ image: anImage(text) });
};

const answer = (imageManifest: string, imageManifestMediaType?: string): Partial<BatchGetImageCommandOutput> => ({
  images: [{ imageManifest, ...(imageManifestMediaType === undefined ? {} : { imageManifestMediaType }) }],
});

const requests = () => ecr.commandCalls(BatchGetImageCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  regions = [];
  ecr.reset();
});

describe('indexFetcher', () => {
  it('fetches the index of the tag, and identifies it by the hash of its bytes', async () => {
    ecr.on(BatchGetImageCommand).resolves(answer(INDEX, OCI_INDEX));
    await expect(fetch(BY_TAG)).resolves.toEqual({
      kind: 'index',
      index: { digest: hashOf(INDEX), manifests: [digestOf('a'), digestOf('b')] },
    });
    expect(requests()).toEqual([
      {
        registryId: '111122223333',
        repositoryName: 'shop/web',
        imageIds: [{ imageTag: '1.4' }],
        acceptedMediaTypes: expect.arrayContaining([OCI_INDEX, DOCKER_LIST, OCI_MANIFEST]),
      },
    ]);
    expect(regions).toEqual(['eu-west-1']);
  });

  it('fetches by digest when the reference has one, whatever its tag', async () => {
    ecr.on(BatchGetImageCommand).resolves(answer(INDEX, OCI_INDEX));
    await expect(fetch(BY_DIGEST)).resolves.toMatchObject({ kind: 'index', index: { digest: hashOf(INDEX) } });
    expect(requests()[0]?.imageIds).toEqual([{ imageDigest: hashOf(INDEX) }]);
  });

  it('refuses bytes that do not hash to the digest, whatever digest ECR states', async () => {
    const other = INDEX.replace(digestOf('b'), digestOf('c'));
    ecr.on(BatchGetImageCommand).resolves({
      images: [{ imageId: { imageDigest: hashOf(INDEX) }, imageManifest: other, imageManifestMediaType: OCI_INDEX }],
    });
    await expect(fetch(BY_DIGEST)).resolves.toEqual({
      kind: 'failed',
      verdict: {
        kind: 'inconclusive',
        cause: 'service',
        reason: 'tool-failed',
        detail: `the registry's bytes for ${hashOf(INDEX)} hash to ${hashOf(other)}`,
      },
    });
  });

  it.each([
    ['a Docker manifest list', INDEX, DOCKER_LIST],
    ['an index whose own media type says so', INDEX, undefined],
  ])('recognises %s', async (_what, manifest, mediaType) => {
    ecr.on(BatchGetImageCommand).resolves(answer(manifest, mediaType));
    await expect(fetch(BY_TAG)).resolves.toMatchObject({ kind: 'index' });
  });

  it('leaves out entries of an index that have no SHA-256 digest', async () => {
    const manifests = [{ digest: 'sha512:00' }, { digest: `${digestOf('b')}\n` }, { digest: digestOf('a') }];
    ecr.on(BatchGetImageCommand).resolves(answer(JSON.stringify({ manifests }), OCI_INDEX));
    await expect(fetch(BY_TAG)).resolves.toMatchObject({ index: { manifests: [digestOf('a')] } });
  });

  it.each([
    ['a single manifest', JSON.stringify({ mediaType: OCI_MANIFEST, layers: [] }), OCI_MANIFEST],
    ['a manifest that contains a list of manifests', INDEX, OCI_MANIFEST],
    ['an index without a list of manifests', '{}', OCI_INDEX],
    ['a list of manifests without any media type', JSON.stringify({ manifests: [] }), undefined],
    ['a text that is not JSON', 'not { json', OCI_INDEX],
  ])('finds no index in %s', async (_what, manifest, mediaType) => {
    ecr.on(BatchGetImageCommand).resolves(answer(manifest, mediaType));
    await expect(fetch(BY_TAG)).resolves.toEqual(NONE);
  });

  it.each(['ImageNotFound', 'ImageTagDoesNotMatchDigest', 'InvalidImageDigest', 'InvalidImageTag'] as const)(
    'finds no index when ECR answers %s',
    async (failureCode) => {
      ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureCode }] });
      await expect(fetch(BY_TAG)).resolves.toEqual(NONE);
    },
  );

  it.each([
    ['another failure', { failures: [{ failureCode: 'UpstreamAccessDenied', failureReason: 'no' } as const] }],
    ['neither image nor failure', {}],
  ])('rule 1: is inconclusive when ECR answers %s', async (_what, response) => {
    ecr.on(BatchGetImageCommand).resolves(response);
    await expect(fetch(BY_TAG)).resolves.toMatchObject({
      kind: 'failed',
      verdict: { kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable' },
    });
  });

  it.each([
    ['ThrottlingException', 'throttled'],
    ['AccessDeniedException', 'registry-denied'],
    ['ServerException', 'registry-unavailable'],
  ])('rule 1: is inconclusive when ECR throws %s', async (name, reason) => {
    ecr.on(BatchGetImageCommand).rejects(awsFailure(name));
    await expect(fetch(BY_TAG)).resolves.toMatchObject({ kind: 'failed', verdict: { cause: 'service', reason } });
  });

  it.each([
    ['registry.example.com/shop/web:1'],
    [`${ECR}.example.com/shop/web:1`],
    ['999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1'],
    ['nginx:1'],
  ])('rule 6: calls no registry for %s', async (image) => {
    await expect(fetch(image)).resolves.toEqual(NONE);
    expect(requests()).toEqual([]);
    expect(regions).toEqual([]);
  });
});
