import { impossiblePattern } from '../../../contracts/deployment/impossible-pattern';
import { parseImageReference } from '../../../verification/image-reference';
import { repositoryIdentity } from '../../../verification/repository-identity';
import { matchesPattern, parseRepositoryPattern } from '../../../verification/repository-pattern';
import { complaintsAbout } from '../../support/deployment/deployment';

const HOST = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const ECR_NAME = 'a name that ECR allows: at most 256 lower-case letters and digits, with single . _ - / between them';
const ecr = (meant: string): string => `a host of ECR, as in ${meant}`;
const bare = (host: string): string =>
  `a repository after the registry, such as ${host}/*, since ${host} alone means docker.io/library/${host}`;

describe('a repository pattern that can never match', () => {
  it.each([
    [HOST, bare(HOST)],
    [`${HOST}:443`, bare(HOST)],
    ['docker.io', bare('docker.io')],
    ['quay.io', bare('quay.io')],
    [
      '11112222333.dkr.ecr.eu-west-1.amazonaws.com/shop/web',
      `${ecr('ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/shop/web')} with an account of 12 digits`,
    ],
    ['1111-2222-3333.dkr.ecr.eu-west-1.amazonaws.com/shop/*', ecr(`${HOST}/shop/*`)],
    [
      'dkr.ecr.eu-west-1.amazonaws.com/shop/*',
      `${ecr('ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/shop/*')} with an account of 12 digits`,
    ],
    ['111122223333.dkr.ecr.amazonaws.com/shop/*', ecr('111122223333.dkr.ecr.REGION.amazonaws.com/shop/*')],
    ['111122223333.dkr.ecr.amazonaws.com', ecr('111122223333.dkr.ecr.REGION.amazonaws.com')],
    ['111122223333.dkr.ecr.euwest1.amazonaws.com/shop/*', ecr('111122223333.dkr.ecr.REGION.amazonaws.com/shop/*')],
    ['111122223333.dkr.ecr.eu-west-1.amazonaw.com/shop/*', ecr(`${HOST}/shop/*`)],
    ['111122223333.dkr.ecr.eu-west-1.amazonws.com/shop/*', ecr(`${HOST}/shop/*`)],
    ['111122223333.dkr.ecr.eu-west-1.aws.com/shop/*', ecr(`${HOST}/shop/*`)],
    ['111122223333.drk.ecr.eu-west-1.amazonaws.com/shop/*', ecr(`${HOST}/shop/*`)],
    ['111122223333.ecr.eu-west-1.amazonaws.com/shop/*', ecr(`${HOST}/shop/*`)],
    [
      '111122223333.dkr.ecr.us-gov-west-1.amazonaws.cn/shop/*',
      ecr('111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/shop/*'),
    ],
    [`${HOST}:8443/shop/*`, ecr(`${HOST}/shop/*`)],
    [`https://${HOST}/shop/*`, `a repository without https://: ${HOST}/shop/*`],
    [
      'hub.docker.com/_/nginx',
      'docker.io/library/nginx, since hub.docker.com is a web site and docker.io is its registry',
    ],
    [
      'hub.docker.com/r/grafana/grafana',
      'docker.io/grafana/grafana, since hub.docker.com is a web site and docker.io is its registry',
    ],
    ['hub.docker.com/*', 'docker.io/*, since hub.docker.com is a web site and docker.io is its registry'],
    ['hub.docker.com', 'docker.io, since hub.docker.com is a web site and docker.io is its registry'],
    [
      'gallery.ecr.aws/nginx/nginx',
      'public.ecr.aws/nginx/nginx, since gallery.ecr.aws is a web site and public.ecr.aws is its registry',
    ],
    ['github.com/shop/web', 'ghcr.io/shop/web, since github.com is a web site and ghcr.io is its registry'],
    [`${HOST}/shop__web`, ECR_NAME],
    [`${HOST}/shop/we--b`, ECR_NAME],
    [`${HOST}/shop..x/*`, 'lower-case path segments, with a star only as the whole last segment'],
    ['docker.io/a/b/c', 'docker.io/NAMESPACE/NAME, as all repositories of Docker Hub are named'],
    ['a/b/c', 'docker.io/NAMESPACE/NAME, as all repositories of Docker Hub are named'],
    ['docker.io/a/b/*', 'docker.io/NAMESPACE/NAME, as all repositories of Docker Hub are named'],
    ['public.ecr.aws/nginx', 'public.ecr.aws/ALIAS/NAME, as all repositories there are named'],
  ])('is refused, with what was probably meant: %s', (pattern, expected) => {
    const signers = ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'];
    expect(complaintsAbout({ policies: { web: { repositories: [pattern], signers } } })).toEqual([
      'deployments/dev.json: 1 problem',
      `  policies.web.repositories[0]: expected ${expected}, found ${JSON.stringify(pattern)}`,
    ]);
  });

  it.each([
    [`docker.io/library/${'x'.repeat(256)}`, 'a repository of at most 255 characters'],
    [` ${HOST}/shop/*`, 'a repository without blanks'],
    [`${HOST}/shop\n`, 'a repository without blanks'],
  ])('is refused, whatever was meant: %j', (pattern, expected) => {
    expect(impossiblePattern(pattern)).toBe(expected);
  });

  it('is refused in exemptions, too', () => {
    const exemption = { repositories: ['hub.docker.com/*'], reason: 'mirrored next week', until: '2027-01-31' };
    expect(complaintsAbout({ exemptions: { vendor: exemption } })).toHaveLength(2);
  });

  it.each([
    'nginx',
    'constructor',
    'Constructor/x',
    'shop/web',
    'docker.io/*',
    'docker.io/library/*',
    'public.ecr.aws/*',
    'public.ecr.aws/nginx/*',
    'ghcr.io/*',
    'quay.io/a/b/c',
    'localhost:5000/shop/web',
    'registry.example.com:8443/*',
    'dkr.example.com/shop/web',
    '20240101.example.com/shop/web',
    'registry.elb.eu-west-1.amazonaws.com/shop/web',
    `${HOST}/*`,
    `${HOST}/x/*`,
    `${HOST}/shop/web`,
    `${HOST}:443/shop/web`,
    '111122223333.dkr-ecr-fips.eu-west-1.on.aws/shop/*',
    'registry.k8s.io/pause',
  ])('is not %s', (pattern) => {
    expect(impossiblePattern(pattern)).toBeUndefined();
  });
});

describe('a pattern and a reference that name one registry by different hosts', () => {
  const groups: readonly (readonly [string, readonly string[]])[] = [
    [
      'library/nginx',
      ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', 'DOCKER.io', 'docker.io:443'],
    ],
    ['nginx/nginx', ['public.ecr.aws', 'ecr-public.aws.com', 'public.ecr.aws:443']],
    [
      'shop/web',
      [
        HOST,
        `${HOST}:443`,
        '111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com',
        '111122223333.dkr-ecr.eu-west-1.on.aws',
      ],
    ],
    ['shop/web', ['registry.example.com', 'registry.example.com:443', 'Registry.Example.com']],
  ];
  const pairs = groups.flatMap(([path, hosts]) =>
    hosts.flatMap((one) => hosts.map((other) => [`${one}/${path}`, `${other}/${path}`] as const)),
  );

  const isMatch = (pattern: string, reference: string): boolean => {
    const parsed = parseRepositoryPattern(pattern);
    return parsed.ok && matchesPattern(parsed.pattern, repositoryIdentity(parseImageReference(reference)));
  };

  it.each(pairs)('match: %s and %s', (pattern, reference) => {
    expect(isMatch(pattern, reference)).toBe(true);
  });

  it.each([
    // The Kelvin sign, which lower-casing turns into k.
    ['docKer.io/library/nginx', 'docker.io/library/nginx'],
    ['docker.io/library/nginx', 'registry.example.com/library/nginx'],
    ['registry.example.com:8443/shop/web', 'registry.example.com/shop/web'],
  ])('do not match otherwise: %s and %s', (pattern, reference) => {
    expect(isMatch(pattern.replace('docK', 'doc\u212A'), reference)).toBe(false);
  });
});
