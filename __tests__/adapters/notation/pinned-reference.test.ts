import { pinnedReference } from '../../../adapters/notation/pinned-reference';
import { ECR, anImage, digestOf } from '../../support/domain/domain';

describe('pinnedReference', () => {
  it.each([
    ['a tag', `${ECR}/shop/web:1.4`, `${ECR}/shop/web`],
    ['another digest', `${ECR}/shop/web@${digestOf('b')}`, `${ECR}/shop/web`],
    ['a tag and another digest', `${ECR}/shop/web:1.4@${digestOf('b')}`, `${ECR}/shop/web`],
    ['neither tag nor digest', `${ECR}/shop/web`, `${ECR}/shop/web`],
    ['a short name', 'nginx:1.27', 'docker.io/library/nginx'],
    ['a port', 'localhost:5000/web:1', 'localhost:5000/web'],
  ])('rule 5: names repository and running digest, for a reference with %s', (_what, text, repository) => {
    expect(pinnedReference(anImage(text))).toBe(`${repository}@${digestOf('a')}`);
  });

  it('keeps the host form that the image was named by', () => {
    const host = '111122223333.dkr-ecr.eu-west-1.on.aws';
    expect(pinnedReference(anImage(`${host}/shop/web:1.4`))).toBe(`${host}/shop/web@${digestOf('a')}`);
  });
});
