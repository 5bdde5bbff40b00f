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
  ])('tells what %s names now', async (path, imageTag) => {
    const imageIds = [{ imageTag }];
    ecr
      .on(BatchGetImageCommand, { registryId: '111122223333', repositoryName: 'shop/web', imageIds })
      .resolves({ images: [{ imageId: { imageDigest: digestOf('a') } }] });
    const image = `${ECR}/${path}`;
    await expect(resolve(image)).resolves.toEqual({ name: 'web', image, imageDigest: digestOf('a') });
  });

  it('says why ECR names nothing', async () => {
    ecr.on(BatchGetImageCommand).resolves({ failures: [{ failureReason: 'Requested image not found' }] });
    await expect(resolve(`${ECR}/shop/web:9`)).rejects.toThrow(
      `ecr:BatchGetImage: Requested image not found (${ECR}/shop/web:9)`,
    );
  });

  it('takes no digest that is none', async () => {
    ecr.on(BatchGetImageCommand).resolves({ images: [{ imageId: { imageDigest: 'latest' } }] });
    await expect(resolve(`${ECR}/shop/web:9`)).rejects.toThrow('ecr:BatchGetImage: no image');
  });

  it('asks no other registry than ECR', async () => {
    await expect(resolve('nginx:1.27')).rejects.toThrow(
      'a tag of docker.io is not resolved here: name the image by digest',
    );
    expect(ecr.calls()).toHaveLength(0);
  });
});
