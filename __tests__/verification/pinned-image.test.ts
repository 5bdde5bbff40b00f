import { formatPinnedImage } from '../../verification';
import { anImage, digestOf, ECR } from '../support/domain/domain';

describe('formatPinnedImage', () => {
  it.each([
    ['a tag', `${ECR}/shop/web:1`],
    ['another tag', `${ECR}/shop/web:2`],
    ['another digest', `${ECR}/shop/web@${digestOf('b')}`],
    ['another host form', '111122223333.dkr-ecr-fips.eu-west-1.on.aws/shop/web'],
  ])('rule 5: names repository and running digest, for a reference with %s', (_what, text) => {
    expect(formatPinnedImage(anImage(text))).toBe(`${ECR}/shop/web@${digestOf('a')}`);
  });

  it('expands the short names of Docker Hub', () => {
    expect(formatPinnedImage(anImage('nginx:1.27'))).toBe(`docker.io/library/nginx@${digestOf('a')}`);
  });
});
