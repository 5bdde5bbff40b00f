import fc from 'fast-check';
import {
  formatRepositoryPattern,
  matchesPattern,
  parseImageReference,
  parseRepositoryPattern,
  repositoryIdentity,
  specificity,
  type RepositoryPattern,
} from '../../verification';
import { ECR } from '../support/domain/domain';

const patternOf = (text: string): RepositoryPattern => {
  const parsed = parseRepositoryPattern(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return parsed.pattern;
};
const matches = (pattern: string, image: string): boolean =>
  matchesPattern(patternOf(pattern), repositoryIdentity(parseImageReference(image)));

describe('parseRepositoryPattern', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['grafana/loki', 'docker.io/grafana/loki'],
    ['docker.io/*', 'docker.io/*'],
    ['index.docker.io/library/*', 'docker.io/library/*'],
    ['QUAY.io/shop/*', 'quay.io/shop/*'],
    ['registry-1.docker.io/library/*', 'docker.io/library/*'],
    ['registry.hub.docker.com/grafana/loki', 'docker.io/grafana/loki'],
    ['ecr-public.aws.com/acme/*', 'public.ecr.aws/acme/*'],
    ['ghcr.io:443/acme/*', 'ghcr.io/acme/*'],
    ['ghcr.io:08443/acme/*', 'ghcr.io:8443/acme/*'],
    [`${ECR}:443/shop/*`, `${ECR}/shop/*`],
    ['localhost:5000/*', 'localhost:5000/*'],
    ['localhost/a/*', 'localhost/a/*'],
    [`${ECR}/shop/web`, `${ECR}/shop/web`],
    ['111122223333.dkr-ecr.eu-west-1.on.aws/*', `${ECR}/*`],
  ])('parses %s as %s', (text, expected) => {
    expect(formatRepositoryPattern(patternOf(text))).toBe(expected);
  });

  it.each([
    ['an empty text', '', 'lower-case path segments'],
    ['a star alone', '*', 'a registry before a star, such as'],
    ['a star for the registry', '*/web', 'a registry before a star, such as'],
    ['two stars', '*/*', 'a registry before a star, such as'],
    ['a star below a name without registry', 'library/*', 'a registry before a star, such as'],
    ['a star as part of a host', '*.amazonaws.com/web', 'a registry host'],
    ['a star as part of a segment', 'docker.io/library/ng*', 'a star only as the whole last segment'],
    ['a star as part of a hub name', 'docker.io/ng*', 'a star only as the whole last segment'],
    ['a star in the middle', 'quay.io/*/web', 'a star only as the whole last segment'],
    ['two stars at the end', 'quay.io/**', 'a star only as the whole last segment'],
    ['two star segments', 'quay.io/*/*', 'a star only as the whole last segment'],
    ['a tag', 'nginx:1', 'a repository without tag or digest'],
    ['a tag after a registry with a port', 'localhost:5000/web:1', 'a repository without tag or digest'],
    ['a digest', `nginx@sha256:${'a'.repeat(64)}`, 'a repository without tag or digest'],
    ['a text after an at sign', 'nginx@latest', 'a repository without tag or digest'],
    ['a slash at the end', 'docker.io/library/', 'lower-case path segments'],
    ['two slashes', 'quay.io//*', 'lower-case path segments'],
    ['upper case in the path', 'quay.io/Shop/*', 'lower-case path segments'],
    ['a line break', 'quay.io/shop\n', 'lower-case path segments'],
    ['a bad host', '-quay.io/shop', 'a registry host'],
  ])('refuses %s', (_what, text, expected) => {
    const parsed = parseRepositoryPattern(text);
    expect(parsed).toEqual({ ok: false, expected: expect.stringMatching(`^${expected}`) });
  });
});

describe('matchesPattern', () => {
  it('compares whole segments, never prefixes of a name', () => {
    expect(matches('docker.io/library/*', 'docker.io/library/nginx')).toBe(true);
    expect(matches('docker.io/library/*', 'docker.io/library-evil/nginx')).toBe(false);
    expect(matches('docker.io/library', 'docker.io/library-evil')).toBe(false);
    expect(matches('docker.io/library/nginx', 'docker.io/library/nginx-evil')).toBe(false);
    expect(matches(`${ECR}/*`, `${ECR}.evil.example/shop/web`)).toBe(false);
  });

  it.each<[string, string, boolean]>([
    ['nginx', 'docker.io/library/nginx:1', true],
    ['docker.io/*', 'nginx', true],
    ['docker.io/*', 'grafana/loki', true],
    ['docker.io/*', 'quay.io/grafana/loki', false],
    ['quay.io/shop/*', 'quay.io/shop/web', true],
    ['quay.io/shop/*', 'quay.io/shop/web/api', true],
    ['quay.io/shop/*', 'quay.io/shop', false],
    ['quay.io/shop/*', 'quay.io/web/shop/x', false],
    ['quay.io/shop', 'quay.io/shop/web', false],
    ['quay.io/shop/web', 'quay.io/shop', false],
    ['quay.io/*', 'quay.io:443/shop', true],
    ['quay.io/*', 'quay.io:8443/shop', false],
    ['quay.io:443/*', 'quay.io/shop', true],
    ['public.ecr.aws/acme/*', 'ecr-public.aws.com/acme/app:1', true],
    ['docker.io/acme/*', 'registry-1.docker.io/acme/app:1', true],
    ['docker.io/acme/*', 'registry.hub.docker.com/acme/app:1', true],
    [`${ECR}/demo/*`, `${ECR}:443/demo/app:1`, true],
    [`${ECR}/shop/*`, '111122223333.dkr-ecr-fips.eu-west-1.on.aws/shop/web', true],
    ['111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com/*', `${ECR}/shop/web`, true],
    [`${ECR}/*`, '111122223333.dkr.ecr.eu-west-2.amazonaws.com/shop/web', false],
    [`${ECR}/*`, '444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop/web', false],
  ])('compares the pattern %s with the image %s: %s', (pattern, image, expected) => {
    expect(matches(pattern, image)).toBe(expected);
  });

  const segment = fc.constantFrom('a', 'b', 'ab', 'a-b', 'library');
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const host = fc.constantFrom('docker.io', 'quay.io', 'quay.io:8443', ECR, `${ECR}.evil.example`);
  // Each path starts with an organisation, since Docker Hub expands names of one segment.
  const name = fc.tuple(host, path).map(([registry, repository]) => `${registry}/org/${repository}`);

  it('agrees with a comparison of whole texts', () => {
    fc.assert(
      fc.property(name, fc.boolean(), name, (scope, isBelow, image) => {
        const naive = isBelow ? image.startsWith(`${scope}/`) : image === scope;
        expect(matches(isBelow ? `${scope}/*` : scope, image)).toBe(naive);
      }),
      { numRuns: 1000 },
    );
  });

  it('matches every repository with the pattern that is its name', () => {
    fc.assert(fc.property(name, (image) => matches(image, image)));
  });

  it('matches every repository with each star pattern above it', () => {
    fc.assert(
      fc.property(name, fc.nat(), (image, depth) => {
        const segments = image.split('/');
        const above = segments.slice(0, 1 + (depth % (segments.length - 1))).join('/');
        expect(matches(`${above}/*`, image)).toBe(true);
      }),
    );
  });
});

describe('specificity', () => {
  it('prefers an exact repository to any star, then the longer path, then the registry', () => {
    const texts = ['quay.io/a', 'quay.io/a/b/c/d/*', 'quay.io/*', 'quay.io/a/*', 'quay.io/a/b'];
    const sorted = texts.toSorted((a, b) => specificity(patternOf(b)) - specificity(patternOf(a)));
    expect(sorted).toEqual(['quay.io/a/b', 'quay.io/a', 'quay.io/a/b/c/d/*', 'quay.io/a/*', 'quay.io/*']);
  });
});
