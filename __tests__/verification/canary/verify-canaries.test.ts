import { CANARY_DOORS, CANARY_KINDS, verifyCanaries, type CanaryDoor, type Verdict } from '../../../verification';
import { groupImages } from '../../../verification/sweep/group-images';
import { verifyGroups } from '../../../verification/sweep/verify-groups';
import { aServiceFailure, anUntrusted, aTrusted, ECR, MINUTE, NOW, someSettings } from '../../support/domain/domain';
import { aCanaryTrust, CANARIES, verifyingCanaries } from '../../support/domain/canaries';

jest.mock('../../../verification/sweep/group-images', () => ({
  groupImages: jest.fn(
    jest.requireActual<{ groupImages: typeof groupImages }>('../../../verification/sweep/group-images').groupImages,
  ),
}));
jest.mock('../../../verification/sweep/verify-groups', () => ({
  verifyGroups: jest.fn(
    jest.requireActual<{ verifyGroups: typeof verifyGroups }>('../../../verification/sweep/verify-groups').verifyGroups,
  ),
}));

const run = (door: CanaryDoor, verifyImage = verifyingCanaries(), trust = aCanaryTrust()) =>
  verifyCanaries(door, { canaries: CANARIES, trust, remaining: () => MINUTE }, { now: () => NOW, verifyImage });

const failed = async (...args: Parameters<typeof run>) => (await run(...args)).filter(({ passed }) => !passed);

describe('verifyCanaries of the sweep', () => {
  it('notices when the sweep takes different images for one', async () => {
    const [key, container] = ['one', { name: 'good', image: CANARIES.good, imageDigest: null }] as const;
    jest.mocked(groupImages).mockReturnValueOnce({ groups: [{ key, container, containers: 4 }], keyOf: () => key });
    expect((await failed('sweep')).length).toBeGreaterThan(0);
    expect(await failed('start')).toEqual([]);
  });

  it('notices when the sweep leaves out images', async () => {
    jest.mocked(verifyGroups).mockResolvedValueOnce([]);
    expect(await failed('sweep')).toHaveLength(CANARY_KINDS.length);
  });
});

describe('verifyCanaries', () => {
  it.each(CANARY_DOORS)('passes every canary image that gets the right answer: %s', async (door) => {
    const results = await run(door);
    expect(results.map(({ canary, passed }) => [canary, passed])).toEqual(CANARY_KINDS.map((kind) => [kind, true]));
  });

  it.each(CANARY_DOORS)(
    'passes whatever the settings of responses are, since nothing is carried out: %s',
    async (door) => {
      const responses = someSettings({ confirmUnsignedAfterSeconds: 3600, stopBudget: { stops: 0, minutes: 1 } });
      expect(await failed(door, verifyingCanaries(), aCanaryTrust({ responses, mode: 'audit' }))).toEqual([]);
    },
  );

  it.each<[CanaryDoor, string, string]>([
    ['sweep', 'untrusted (revoked)', 'trusted'],
    ['start', 'untrusted (revoked), then stop', 'trusted, then record'],
    ['gate', 'untrusted (revoked), then roll-back', 'trusted, then continue'],
  ])('fails a revoked image that is trusted, and says what was expected: %s', async (door, expected, found) => {
    const verdict = aTrusted({ detail: 'a good signature' });
    expect(await failed(door, verifyingCanaries({ revoked: verdict }))).toEqual([
      { canary: 'revoked', door, verdict: 'trusted', passed: false, expected, found, detail: 'a good signature' },
    ]);
  });

  it.each<[string, Verdict]>([
    ['inconclusive', aServiceFailure()],
    ['untrusted', anUntrusted('unsigned')],
  ])('fails the good image when it is %s', async (_what, verdict) => {
    for (const door of CANARY_DOORS)
      expect(await failed(door, verifyingCanaries({ good: verdict }))).toMatchObject([{ canary: 'good', door }]);
  });

  it('fails an image that is untrusted for another reason', async () => {
    expect(await failed('sweep', verifyingCanaries({ unsigned: anUntrusted('signer-not-trusted') }))).toMatchObject([
      { canary: 'unsigned', expected: 'untrusted (unsigned)', found: 'untrusted (signer-not-trusted)' },
    ]);
  });

  it.each(CANARY_DOORS)('fails every image when an exemption covers their repository: %s', async (door) => {
    const vendor = { repositories: [`${ECR}/*`], reason: 'a vendor', until: '2027-01-01T00:00:00.000Z' };
    const results = await failed(door, verifyingCanaries(), aCanaryTrust({ policies: {}, exemptions: { vendor } }));
    expect(results.map(({ canary }) => canary)).toEqual(CANARY_KINDS);
    expect(results[0]?.found).toMatch(/^exempt \(vendor\)/);
  });

  it.each(CANARY_DOORS)('fails one image alone when its verification throws: %s', async (door) => {
    const right = verifyingCanaries();
    const verify: typeof right = (request) =>
      CANARIES.good.endsWith(request.image.digest) ? Promise.reject(new Error('broken')) : right(request);
    expect(await failed(door, verify)).toMatchObject([{ canary: 'good', verdict: 'inconclusive', detail: 'broken' }]);
  });

  it.each(CANARY_DOORS)('fails every image without a usable trust document: %s', async (door) => {
    const each = { canaries: CANARIES, trust: { kind: 'unusable', reason: 'gone' } as const, remaining: () => MINUTE };
    const results = await verifyCanaries(door, each, { now: () => NOW, verifyImage: verifyingCanaries() });
    expect(results.map(({ canary, passed }) => [canary, passed])).toEqual(CANARY_KINDS.map((kind) => [kind, false]));
  });
});
