import { expectedSubject } from '../../../contracts/break-glass/grant-subject';
import { digestOf, ECR } from '../../support/domain/domain';

const DIGEST = digestOf('a');
const IMAGE = 'an image REPOSITORY@sha256:<64 hexadecimal digits>, without a tag';
const REPOSITORY = 'one repository with its registry, without tag, digest or star';

describe('expectedSubject', () => {
  it.each([
    ['image', `${ECR}/shop/web@${DIGEST}`],
    ['image', `docker.io/library/nginx@${DIGEST}`],
    ['repository', `${ECR}/shop/web`],
    ['repository', 'localhost:5000/web'],
  ] as const)('accepts the canonical form of %s: %s', (kind, text) => {
    expect(expectedSubject(kind, text)).toBeUndefined();
  });

  it.each([
    ['image', `nginx@${DIGEST}`, `the canonical form docker.io/library/nginx@${DIGEST}`],
    ['repository', 'nginx', 'the canonical form docker.io/library/nginx'],
    ['repository', `${ECR.replace('.ecr.', '.ecr-fips.')}/shop/web`, `the canonical form ${ECR}/shop/web`],
    ['image', `${ECR}/shop/web`, IMAGE],
    ['image', `${ECR}/shop/web:1@${DIGEST}`, IMAGE],
    ['image', `${ECR}/shop/web@sha256:abc`, IMAGE],
    ['image', `${ECR}/shop/*@${DIGEST}`, IMAGE],
    ['repository', `${ECR}/shop/web:1`, REPOSITORY],
    ['repository', `${ECR}/shop/web@${DIGEST}`, REPOSITORY],
    ['repository', `${ECR}/shop/*`, REPOSITORY],
    ['repository', '*', REPOSITORY],
    ['repository', '', REPOSITORY],
    ['repository', `${ECR}/shop/web `, REPOSITORY],
  ] as const)('expects something else of %s: %s', (kind, text, expected) => {
    expect(expectedSubject(kind, text)).toBe(expected);
  });
});
