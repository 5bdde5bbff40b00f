import fc from 'fast-check';
import { parseGrantItem } from '../../contracts/break-glass/grant-item';
import { InvalidInputError } from '../../contracts/schema/invalid-input';
import { findGrant, isGrantInForce, type Grant } from '../../verification';
import {
  aContainer,
  anImage,
  anUntrusted,
  aTask,
  aVerified,
  CLUSTER,
  digestOf,
  ECR,
  NOW,
} from '../support/domain/domain';
import { aGrant, fakeGrants } from '../support/domain/fake-grants';
import { fakePorts, fakeVerify, respondToOne } from '../support/domain/fake-ports';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const OTHER_CLUSTER = `${CLUSTER}-2`;

/** Times around now and around each other, and some that no one would write. */
const time = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map((hours) => NOW + hours * HOUR),
  fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW - 24 * HOUR, NOW - 24 * HOUR + 1, NOW + 10 * YEAR, NOW - 10 * YEAR, 0),
);
const repository = fc.constantFrom(`${ECR}/shop/web`, `${ECR}/shop/api`, `${ECR}/shop/web/x`);
const digest = fc.constantFrom(digestOf('a'), digestOf('b'));
const subject = fc.oneof(
  fc.record({ kind: fc.constant('image'), subject: fc.tuple(repository, digest).map((parts) => parts.join('@')) }),
  fc.record({ kind: fc.constant('repository'), subject: repository }),
  fc.record({
    kind: fc.constantFrom('image', 'repository', 'all', '*'),
    subject: fc.constantFrom('*', `${ECR}/*`, `${ECR}/shop/*`, `${ECR}/shop/web:1`, `${ECR}/shop`, digestOf('a'), ''),
  }),
);
const extra = fc.constantFrom({}, { subjects: ['*'] }, { covers: 'everything' }, { hours: 1_000 }, { revoked: false });

/** An item as whoever may write to the table could write it. */
const item = fc
  .tuple(
    fc.record({ cluster: fc.constantFrom(CLUSTER, OTHER_CLUSTER, '*'), grantedAt: time, until: time }),
    fc.option(time, { nil: undefined }),
    fc.tuple(subject, extra),
  )
  .map(([times, revokedAt, [about, more]]) => ({
    id: aGrant().id,
    reason: aGrant().reason,
    grantedBy: aGrant().grantedBy,
    ...times,
    ...(revokedAt === undefined ? {} : { revokedAt }),
    ...about,
    ...more,
  }));
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

const readable = (items: readonly Item[]): readonly Grant[] =>
  items.flatMap((each) => {
    try {
      return [parseGrantItem(each)];
    } catch (error) {
      if (error instanceof InvalidInputError) return [];
      throw error;
    }
  });

/** What an item may lift, written down a second time: text by text, without anything of the product. */
const mayLift = (
  each: Item & { readonly revokedAt?: number },
  wanted: { cluster: string; image: string; now: number },
) =>
  each.cluster === wanted.cluster &&
  each.grantedAt <= wanted.now &&
  wanted.now < each.until &&
  wanted.now < each.grantedAt + 24 * HOUR &&
  (each.revokedAt === undefined || wanted.now < each.revokedAt) &&
  (each.kind === 'image'
    ? each.subject === wanted.image
    : each.kind === 'repository' && each.subject === wanted.image.split('@')[0]);

const situation = fc.record({
  items: fc.array(item, { maxLength: 4 }),
  cluster: fc.constantFrom(CLUSTER, OTHER_CLUSTER),
  repository,
  digest,
  now: time,
});

const verifiedOf = (name: string, imageDigest: ReturnType<typeof digestOf>) =>
  aVerified({
    container: aContainer({ image: `${name}:1`, imageDigest }),
    image: anImage(`${name}:1`, imageDigest),
    verdict: anUntrusted('revoked'),
  });

describe('rule 10: a break-glass grant', () => {
  it('is found exactly where an item says so: never at or after its end, for another cluster or another image', () => {
    fc.assert(
      fc.property(situation, ({ items, cluster, now, ...image }) => {
        const verified = verifiedOf(image.repository, image.digest);
        const wanted = { cluster, image: `${image.repository}@${image.digest}`, now };
        const found = findGrant(readable(items), { clusterArn: cluster, verified }, now);
        expect(found !== undefined).toBe(items.some((each) => mayLift(each, wanted)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('lifts a stop at the start of a task exactly then, and else the task is stopped', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ items, cluster, now, ...image }) => {
        const grants = fakeGrants(...readable(items));
        const fake = fakePorts({ ...grants, now: () => now, verifyAfresh: fakeVerify(anUntrusted('revoked')) });
        const verified = verifiedOf(image.repository, image.digest);
        const task = aTask({ clusterArn: cluster, containers: [verified.container] });
        await respondToOne(fake, verified, { task });
        const wanted = { cluster, image: `${image.repository}@${image.digest}`, now };
        const lifted = items.some((each) => mayLift(each, wanted));
        expect(fake.published.map(({ outcome }) => outcome)).toEqual([lifted ? 'break-glass' : 'stopped']);
        expect([fake.stopReasons.length, grants.used.length]).toEqual(lifted ? [0, 1] : [1, 0]);
      }),
      { numRuns: 500 },
    );
  });

  it('is in force for at most 24 hours, whatever it says', () => {
    fc.assert(
      fc.property(time, time, time, fc.nat({ max: 10 * YEAR }), (grantedAt, until, now, later) => {
        const grant = aGrant({ grantedAt, until });
        fc.pre(isGrantInForce(grant, now));
        expect(isGrantInForce(grant, now + 24 * HOUR + later)).toBe(false);
      }),
    );
  });
});
