import { groupImages, verifyGroups, type GroupVerification, type VerifyImage } from '../../../verification';
import { aContainer, aLoadedTrust, aTrusted, ECR, NOW } from '../../support/domain/domain';
import { aRunningTask, someTasks } from '../../support/sweep/sweep-world';

const TRUST = aLoadedTrust();
const groupsOf = (count: number) => groupImages({ tasks: someTasks(count) }, TRUST, NOW).groups;

const verify = (
  count: number,
  how: Partial<GroupVerification> = {},
  verifyAfresh: VerifyImage = async () => aTrusted(),
) => verifyGroups(groupsOf(count), { trust: TRUST, ...how }, { now: () => NOW, verifyAfresh });

describe('verifyGroups', () => {
  it('verifies each group once, and returns them in their order', async () => {
    const digests: string[] = [];
    const verified = await verify(12, {}, async ({ image: { digest } }) => {
      digests.push(digest);
      // The first ones take the longest.
      for (let turn = 12 - digests.length; turn > 0; turn -= 1) await Promise.resolve();
      return aTrusted();
    });
    expect(verified.map(({ group }) => group)).toEqual(groupsOf(12));
    expect(new Set(digests).size).toBe(digests.length);
    expect(verified[0]).toMatchObject({ verifiedAt: NOW, verified: { verdict: aTrusted() } });
  });

  it.each([1, 3])('verifies as many groups at a time as it is asked to: %d', async (concurrency) => {
    let [running, most] = [0, 0];
    await verify(9, { concurrency }, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return aTrusted();
    });
    expect(most).toBe(concurrency);
  });

  it('begins no group when only the reserve remains', async () => {
    let begun = 0;
    const how = { concurrency: 1, reserveMs: 90, remaining: () => 93 - begun };
    const verified = await verify(9, how, async () => {
      begun += 1;
      return aTrusted();
    });
    expect(verified.map(({ group }) => group)).toEqual(groupsOf(9).slice(0, 3));
  });

  it('a verification that throws is inconclusive, and hides no other', async () => {
    const [first] = groupsOf(2);
    const verified = await verify(2, {}, async ({ image: { digest } }) => {
      if (digest === first?.container.imageDigest) throw new Error('out of memory');
      return aTrusted();
    });
    expect(verified.map((each) => each.verified.verdict)).toMatchObject([
      { kind: 'inconclusive', reason: 'tool-failed', detail: 'out of memory' },
      { kind: 'trusted' },
    ]);
  });

  it('passes on each group as soon as it is verified', async () => {
    const seen: unknown[] = [];
    const verified = await verify(3, { onVerified: (each) => seen.push(each) });
    expect(seen).toEqual(verified);
  });
});

describe('groupImages', () => {
  const groupsFor = (...containers: readonly Parameters<typeof aContainer>[0][]) =>
    groupImages({ tasks: containers.map((each) => aRunningTask({ containers: [aContainer(each)] })) }, TRUST, NOW);

  it('puts containers of one image into one group, whatever their names and tasks', () => {
    const { groups, keyOf } = groupsFor({}, { name: 'other' }, {});
    expect(groups).toMatchObject([{ containers: 3, container: { name: 'web' } }]);
    expect(keyOf(aContainer({ name: 'third' }))).toBe(groups[0]?.key);
  });

  it.each([
    ['digest', { imageDigest: `sha256:${'b'.repeat(64)}` } as const],
    ['tag, which may name another index', { image: `${ECR}/shop/web:2` }],
    ['repository', { image: `${ECR}/shop/api:1` }],
    ['repository that no policy covers', { image: `${ECR}/other/web:1` }],
    ['digest that is not known', { imageDigest: null }],
    ['image that is not known', { image: null }],
  ])('rule 5: makes groups of their own for another %s', (_what, overrides) => {
    expect(groupsFor({}, overrides).groups).toHaveLength(2);
  });

  it('keeps digests apart without a usable trust document', () => {
    const tasks = someTasks(3);
    const { groups } = groupImages({ tasks: [...tasks, ...tasks] }, { kind: 'unusable', reason: 'denied' }, NOW);
    expect(groups.map(({ containers }) => containers)).toEqual([2, 2, 2]);
  });
});
