import { readableRepositories } from '../../../contracts/deployment/readable-repositories';

const HOME = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const OTHER = '444455556666.dkr.ecr.us-east-1.amazonaws.com';
const arnsFor = (...repositories: readonly string[]): readonly string[] =>
  readableRepositories({ policies: { web: { repositories, signers: [] } } }).map(({ arn }) => arn);

describe('readableRepositories', () => {
  it('names exactly what policies are about, of other accounts and regions too', () => {
    expect(
      readableRepositories({
        policies: { web: { repositories: [`${OTHER}/base/router`, `${HOME}/shop/*`], signers: [] } },
      }),
    ).toEqual([
      { account: '111122223333', arn: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*' },
      { account: '444455556666', arn: 'arn:aws:ecr:us-east-1:444455556666:repository/base/router' },
    ]);
  });

  it('names no registry but ECR, for others are asked without credentials', () => {
    expect(
      arnsFor(
        'docker.io/library/nginx',
        'public.ecr.aws/x/y',
        '111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.io/x',
      ),
    ).toEqual([]);
  });

  it('names each once, whatever host form names it', () => {
    expect(arnsFor(`${HOME}/web`, '111122223333.dkr-ecr.eu-west-1.on.aws/web')).toHaveLength(1);
  });

  it('leaves out what a wider pattern holds, and nothing else', () => {
    expect(arnsFor(`${HOME}/shop/*`, `${HOME}/shop/web`, `${HOME}/shop/a/*`, `${HOME}/shopping`)).toEqual([
      'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*',
      'arn:aws:ecr:eu-west-1:111122223333:repository/shopping',
    ]);
  });

  it('reads a whole registry as all its repositories', () => {
    expect(arnsFor(`${HOME}/*`)).toEqual(['arn:aws:ecr:eu-west-1:111122223333:repository/*']);
  });
});
