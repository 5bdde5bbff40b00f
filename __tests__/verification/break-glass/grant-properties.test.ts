import fc from 'fast-check';
import { findGrant, isGrantInForce } from '../../../verification';
import type { digestOf } from '../../support/domain/domain';
import { aContainer, anImage, anUntrusted, aTask, aVerified, CLUSTER } from '../../support/domain/domain';
import { aGrant, fakeGrants } from '../../support/domain/fake-grants';
import { fakePorts, fakeVerify, respondToOne } from '../../support/domain/fake-ports';
import {
  digest,
  HOUR,
  item,
  mayLift,
  OTHER_CLUSTER,
  readable,
  repository,
  time,
  YEAR,
} from '../../support/domain/grant-items';

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
