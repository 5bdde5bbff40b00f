import { readableRepositories } from '../../../contracts/deployment/readable-repositories';

const HOME = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const OTHER = '444455556666.dkr.ecr.us-east-1.amazonaws.com';
const arnsFor = (...repositories: readonly string[]): readonly string[] =>
  readableRepositories({ policies: { web: { repositories, signers: [], require: 'any' } } }).map(({ arn }) => arn);

describe('readableRepositories', () => {
  it('lists exactly the repositories that policies cover, also of other accounts and regions', () => {
    expect(
      readableRepositories({
        policies: { web: { repositories: [`${OTHER}/base/router`, `${HOME}/shop/*`], signers: [], require: 'any' } },
      }),
    ).toEqual([
      { account: '111122223333', arn: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*' },
      { account: '444455556666', arn: 'arn:aws:ecr:us-east-1:444455556666:repository/base/router' },
    ]);
  });

  it('lists only ECR repositories, since other registries are read without credentials', () => {
    expect(
      arnsFor(
        'docker.io/library/nginx',
        'public.ecr.aws/x/y',
        '111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.io/x',
      ),
    ).toEqual([]);
  });

  it('lists each repository once, whatever form its host has', () => {
    expect(arnsFor(`${HOME}/web`, '111122223333.dkr-ecr.eu-west-1.on.aws/web')).toHaveLength(1);
  });

  it('leaves out only what a wider pattern covers', () => {
    expect(arnsFor(`${HOME}/shop/*`, `${HOME}/shop/web`, `${HOME}/shop/a/*`, `${HOME}/shopping`)).toEqual([
      'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*',
      'arn:aws:ecr:eu-west-1:111122223333:repository/shopping',
    ]);
  });

  it('covers all repositories of a registry with one ARN', () => {
    expect(arnsFor(`${HOME}/*`)).toEqual(['arn:aws:ecr:eu-west-1:111122223333:repository/*']);
  });
});
