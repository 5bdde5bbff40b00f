import { MAX_SIGNATURES, pinnedReference, verifyArguments } from '../../../adapters/notation/notation-command';
import { ECR, anImage, digestOf } from '../../support/domain/domain';

describe('pinnedReference', () => {
  it.each([
    ['a tag', `${ECR}/shop/web:1.4`, `${ECR}/shop/web`],
    ['another digest', `${ECR}/shop/web@${digestOf('b')}`, `${ECR}/shop/web`],
    ['a tag and another digest', `${ECR}/shop/web:1.4@${digestOf('b')}`, `${ECR}/shop/web`],
    ['nothing more', `${ECR}/shop/web`, `${ECR}/shop/web`],
    ['a short name', 'nginx:1.27', 'docker.io/library/nginx'],
    ['a port', 'localhost:5000/web:1', 'localhost:5000/web'],
  ])('names repository and running digest, for an image written with %s', (_what, written, repository) => {
    expect(pinnedReference(anImage(written))).toBe(`${repository}@${digestOf('a')}`);
  });

  it('keeps the form of host that the image was named by', () => {
    const host = '111122223333.dkr-ecr.eu-west-1.on.aws';
    expect(pinnedReference(anImage(`${host}/shop/web:1.4`))).toBe(`${host}/shop/web@${digestOf('a')}`);
  });
});

describe('verifyArguments', () => {
  it('looks at twenty signatures and at nothing but the reference', () => {
    const reference = pinnedReference(anImage());
    expect(verifyArguments(reference, MAX_SIGNATURES)).toEqual([
      'verify',
      '--verbose',
      '--max-signatures',
      '20',
      '--',
      reference,
    ]);
  });

  it('puts the reference behind "--", so that none is ever an option', () => {
    expect(verifyArguments('--help', 1).slice(-2)).toEqual(['--', '--help']);
  });
});
