import { endOfGrant, findGrant, isGrantInForce, type Grant, type VerifiedContainer } from '../../../verification';
import { aContainer, anImage, aVerified, CLUSTER, digestOf, ECR, NOW } from '../../support/domain/domain';
import { aGrant, aRepositoryGrant } from '../../support/domain/fake-grants';

const HOUR = 3_600_000;
const find = (grant: Grant, overrides: Partial<VerifiedContainer> = {}, clusterArn = CLUSTER) =>
  findGrant([grant], { clusterArn, verified: aVerified(overrides) }, NOW);
const unresolved = (image: string | null, imageDigest: VerifiedContainer['container']['imageDigest'] = null) => ({
  image: null,
  container: aContainer({ image, imageDigest }),
});

describe('endOfGrant', () => {
  it.each<[string, Partial<Grant>, number]>([
    ['what it says', { grantedAt: NOW, until: NOW + HOUR }, NOW + HOUR],
    ['24 hours, whatever it says', { grantedAt: NOW, until: NOW + 24 * HOUR + 1 }, NOW + 24 * HOUR],
    ['its revocation', { grantedAt: NOW, until: NOW + HOUR, revokedAt: NOW + 1 }, NOW + 1],
    ['its end, if it was revoked later', { grantedAt: NOW, until: NOW + HOUR, revokedAt: NOW + 2 * HOUR }, NOW + HOUR],
  ])('is %s', (_what, overrides, end) => {
    expect(endOfGrant(aGrant(overrides))).toBe(end);
  });
});

describe('isGrantInForce', () => {
  it.each([
    ['not before it begins', NOW - 1, false],
    ['from its beginning', NOW, true],
    ['until its last moment', NOW + HOUR - 1, true],
    ['not at its end', NOW + HOUR, false],
  ])('%s', (_what, now, expected) => {
    expect(isGrantInForce(aGrant({ grantedAt: NOW, until: NOW + HOUR }), now)).toBe(expected);
  });
});

describe('findGrant', () => {
  it.each<[string, Grant, Partial<VerifiedContainer>]>([
    ['its image', aGrant(), {}],
    ['its image by another tag', aGrant(), { image: anImage(`${ECR}/shop/web:2`) }],
    [
      'its image under another host of the registry',
      aGrant(),
      { image: anImage(`${ECR.replace('.ecr.', '.ecr-fips.')}/shop/web:1`) },
    ],
    ['every image of its repository', aRepositoryGrant(), { image: anImage(`${ECR}/shop/web:1`, digestOf('b')) }],
    ['an image of its repository whose digest is not known', aRepositoryGrant(), unresolved(`${ECR}/shop/web:1`)],
    ['its image by the digest of the reference', aGrant(), unresolved(`${ECR}/shop/web@${digestOf('a')}`)],
    ['its image by the digest that ECS reports', aGrant(), unresolved(`${ECR}/shop/web:1`, digestOf('a'))],
  ])('covers %s', (_what, grant, overrides) => {
    expect(find(grant, overrides)).toBe(grant);
  });

  it.each<[string, Grant, Partial<VerifiedContainer>]>([
    ['another digest', aGrant(), { image: anImage(`${ECR}/shop/web:1`, digestOf('b')) }],
    ['the same digest in another repository', aGrant(), { image: anImage(`${ECR}/shop/api:1`) }],
    ['another repository', aRepositoryGrant(), { image: anImage(`${ECR}/shop/api:1`) }],
    ['a repository below its own', aRepositoryGrant(), { image: anImage(`${ECR}/shop/web/x:1`) }],
    ['a repository whose name begins with its own', aRepositoryGrant(), { image: anImage(`${ECR}/shop/web-evil:1`) }],
    ['an image whose digest is not known, for one digest', aGrant(), unresolved(`${ECR}/shop/web:1`)],
    [
      'a digest that ECS reports instead of the one of the reference',
      aGrant(),
      unresolved(`${ECR}/shop/web@${digestOf('a')}`, digestOf('b')),
    ],
    ['an image reference that does not parse', aRepositoryGrant(), unresolved(`${ECR}/shop/web:1 `)],
    ['a container without an image', aRepositoryGrant(), unresolved(null)],
  ])('does not cover %s', (_what, grant, overrides) => {
    expect(find(grant, overrides)).toBeUndefined();
  });

  it('covers nothing in another cluster, also one whose ARN begins with its own', () => {
    expect(find(aGrant(), {}, `${CLUSTER}-2`)).toBeUndefined();
  });

  it('passes over grants that do not cover the container', () => {
    const [ended, mine] = [aGrant({ until: NOW }), aRepositoryGrant({ id: 'bbbbbbbbbbbb' })];
    expect(findGrant([ended, mine], { clusterArn: CLUSTER, verified: aVerified() }, NOW)).toBe(mine);
  });
});
