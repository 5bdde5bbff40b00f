import {
  serviceFailed,
  verifyRevision,
  type Container,
  type TagToResolve,
  type VerifyRevisionPorts,
} from '../../../verification';
import {
  aContainer,
  aLoadedTrust,
  anUnprovable,
  aTrusted,
  digestOf,
  ECR,
  MINUTE,
  NOW,
} from '../../support/domain/domain';
import { fakeVerify } from '../../support/domain/fake-ports';

const trust = aLoadedTrust();
const remaining = (): number => MINUTE;

const verify = async (containers: readonly Container[], overrides: Partial<VerifyRevisionPorts> = {}) => {
  const verifyImage = fakeVerify(aTrusted());
  const tags: TagToResolve[] = [];
  const resolveTag: VerifyRevisionPorts['resolveTag'] = async (tag) => {
    tags.push(tag);
    return { kind: 'resolved', digest: digestOf('f') };
  };
  const ports = { now: () => NOW, verifyImage, resolveTag, ...overrides };
  return { verified: await verifyRevision({ containers, trust, remaining }, ports), verifyImage, tags };
};

describe('verifyRevision', () => {
  it("verifies the revision's digest, and else the one of the image reference, without resolving a tag", async () => {
    const pinned = aContainer({ name: 'pinned', image: `${ECR}/shop/web@${digestOf('b')}`, imageDigest: null });
    const { verified, verifyImage, tags } = await verify([aContainer(), pinned]);
    expect(verifyImage.requests.map(({ image }) => image.digest)).toEqual([digestOf('a'), digestOf('b')]);
    expect(verifyImage.requests.map((request) => request.remaining)).toEqual([remaining, remaining]);
    expect(verified).toMatchObject([
      { verdict: { kind: 'trusted' }, provisional: false },
      { verdict: { kind: 'trusted' }, provisional: false },
    ]);
    expect(tags).toEqual([]);
  });

  it('resolves a tag without a digest; the verdict is provisional, and the container as ECS describes it', async () => {
    const container = aContainer({ imageDigest: null });
    const { verified, verifyImage, tags } = await verify([container]);
    expect(tags).toMatchObject([{ reference: { repository: 'shop/web', tag: '1' }, trust, remaining }]);
    expect(verifyImage.requests).toMatchObject([{ image: { digest: digestOf('f') } }]);
    expect(verified).toMatchObject([
      { container, image: { digest: digestOf('f') }, policy: { name: 'shop' }, verdict: aTrusted(), provisional: true },
    ]);
  });

  it('keeps the verdict on a tag that could not be resolved', async () => {
    const verdict = anUnprovable();
    const resolveTag = async () => ({ kind: 'failed' as const, verdict });
    const { verified, verifyImage } = await verify([aContainer({ imageDigest: null })], { resolveTag });
    expect(verified).toMatchObject([{ verdict, image: null, provisional: false }]);
    expect(verifyImage.requests).toEqual([]);
  });

  it('rule 6: decides an image that no policy covers without its digest and its registry', async () => {
    const { verified, verifyImage, tags } = await verify([aContainer({ image: 'evil/miner:1', imageDigest: null })]);
    expect(verified).toMatchObject([{ verdict: { kind: 'untrusted', reason: 'no-policy' } }]);
    expect([tags, verifyImage.requests]).toEqual([[], []]);
  });

  it.each([
    ["AWS's own sidecar", { name: 'ecs-service-connect-x7Yk2', image: null }, { kind: 'exempt' }],
    ['a container without an image', { image: null }, { kind: 'inconclusive', reason: 'digest-unknown' }],
    ['an image that is no reference', { image: '??' }, { kind: 'untrusted', reason: 'no-policy' }],
    ['an empty image', { image: '' }, { kind: 'untrusted', reason: 'no-policy' }],
  ])('decides by the rules for tasks: %s', async (_what, overrides, verdict) => {
    const { verified, tags } = await verify([aContainer({ imageDigest: null, ...overrides })]);
    expect(verified).toMatchObject([{ verdict }]);
    expect(tags).toEqual([]);
  });

  it('rule 9: verifies the neighbours of a container whose verification fails', async () => {
    const resolveTag = () => Promise.reject(new Error('disk full'));
    const { verified } = await verify([aContainer({ name: 'odd', imageDigest: null }), aContainer()], { resolveTag });
    expect(verified).toMatchObject([
      { container: { name: 'odd' }, verdict: serviceFailed('tool-failed', 'disk full') },
      { container: { name: 'web' }, verdict: { kind: 'trusted' } },
    ]);
  });

  it('returns nothing for no container', async () => {
    await expect(verify([])).resolves.toMatchObject({ verified: [] });
  });
});
