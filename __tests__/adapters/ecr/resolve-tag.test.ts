import { BatchGetImageCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { tagResolver } from '../../../adapters/ecr/resolve-tag';
import type { Container } from '../../../verification';
import { ECR, digestOf } from '../../support/domain/domain';

const ecr = mockClient(ECRClient);
const resolve = (image: string): Promise<Container> =>
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
    await expect(resolve(image)).resolves.toEqual({ name: 'web', image, imageDigest: digestOf('a') });
  });

  it('throws with the reason that ECR gives', async () => {
    ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureReason: 'Requested image not found' }] });
    await expect(resolve(`${ECR}/shop/web:9`)).rejects.toThrow(
      `ecr:BatchGetImage: Requested image not found (${ECR}/shop/web:9)`,
    );
  });

  it('throws when ECR answers with something that is no digest', async () => {
    ecr.on(BatchGetImageCommand).resolves({ images: [{ imageId: { imageDigest: 'latest' } }] });
    await expect(resolve(`${ECR}/shop/web:9`)).rejects.toThrow('ecr:BatchGetImage: no image');
  });

  it('throws for any registry other than ECR, without a call', async () => {
    await expect(resolve('nginx:1.27')).rejects.toThrow('tags of docker.io are not resolved: name the image by digest');
    expect(ecr.calls()).toHaveLength(0);
  });
});
