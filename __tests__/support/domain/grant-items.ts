import fc from 'fast-check';
import { parseGrantItem } from '../../../contracts/break-glass/grant-item';
import { InvalidInputError } from '../../../contracts/schema/invalid-input';
import type { Grant } from '../../../verification';
import { CLUSTER, digestOf, ECR, NOW } from './domain';
import { aGrant } from './fake-grants';

export const HOUR = 3_600_000;
export const YEAR = 365 * 24 * HOUR;
export const OTHER_CLUSTER = `${CLUSTER}-2`;

/** Times around now and around each other, and some that no one would write. */
export const time = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map((hours) => NOW + hours * HOUR),
  fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW - 24 * HOUR, NOW - 24 * HOUR + 1, NOW + 10 * YEAR, NOW - 10 * YEAR, 0),
);
export const repository = fc.constantFrom(`${ECR}/shop/web`, `${ECR}/shop/api`, `${ECR}/shop/web/x`);
export const digest = fc.constantFrom(digestOf('a'), digestOf('b'));

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
export const item = fc
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

/** One item of the table, however odd. */
export type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

/** The grants among items, as a door reads them. */
export const readable = (items: readonly Item[]): readonly Grant[] =>
  items.flatMap((each) => {
    try {
      return [parseGrantItem(each)];
    } catch (error) {
      if (error instanceof InvalidInputError) return [];
      throw error;
    }
  });

/** What an item may lift, written down a second time: text by text, without anything of the product. */
export const mayLift = (
  each: Item & { readonly revokedAt?: number },
  wanted: { readonly cluster: string; readonly image: string; readonly now: number },
): boolean =>
  each.cluster === wanted.cluster &&
  each.grantedAt <= wanted.now &&
  wanted.now < each.until &&
  wanted.now < each.grantedAt + 24 * HOUR &&
  (each.revokedAt === undefined || wanted.now < each.revokedAt) &&
  (each.kind === 'image'
    ? each.subject === wanted.image
    : each.kind === 'repository' && each.subject === wanted.image.split('@')[0]);
