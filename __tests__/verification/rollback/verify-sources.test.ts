import { verifySources, type SourceCheck, type Verdict } from '../../../verification';
import {
  aContainer,
  aLoadedTrust,
  anUnprovable,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  digestOf,
  ECR,
  MINUTE,
  NOW,
} from '../../support/domain/domain';
import { failing } from '../../support/domain/fake-ports';
import { aDeployment, anOldRevision, fakeService, OLD_DIGEST, SOURCE } from '../../support/domain/fake-service';
import { verifyBy } from '../../support/domain/verifying';

const SECOND = `${SOURCE}-b`;
const verification = { trust: aLoadedTrust(), remaining: () => MINUTE };
const second = anOldRevision({ arn: SECOND, containers: [aContainer({ imageDigest: digestOf('1') })] });

const check = (
  verdicts: Readonly<Record<string, Verdict>>,
  sourceRevisionArns = [SOURCE],
  revisions = [anOldRevision(), second],
): Promise<SourceCheck> => {
  const { describeRevision } = fakeService({ revisions }).ports;
  const ports = { now: () => NOW, verifyAfresh: verifyBy(verdicts), describeRevision };
  return verifySources(aDeployment({ sourceRevisionArns }), verification, ports);
};
const trusted = aTrusted();
const both = [SOURCE, SECOND];
const unsigned = { kind: 'untrusted', detail: 'container web is untrusted (unsigned)' };

describe('verifySources', () => {
  it('has nothing to verify for the first deployment of a service', async () => {
    expect(await check({}, [])).toEqual({ kind: 'none' });
  });

  it('trusts a previous revision whose images are trusted', async () => {
    expect(await check({ [OLD_DIGEST]: trusted })).toEqual({ kind: 'trusted' });
  });

  it('trusts an exempt image as previous revision', async () => {
    const containers = [aContainer({ name: 'aws-guardduty-agent-nm40lC', image: null })];
    expect(await check({}, [SOURCE], [anOldRevision({ containers })])).toEqual({ kind: 'trusted' });
  });

  it.each<[string, Verdict, object]>([
    ['untrusted', anUntrusted('unsigned'), unsigned],
    [
      'inconclusive with cause service',
      aServiceFailure(),
      { kind: 'inconclusive', detail: 'container web is inconclusive (registry-unavailable)' },
    ],
    [
      'inconclusive with cause image',
      anUnprovable(),
      { kind: 'inconclusive', detail: 'container web is inconclusive (image-not-found)' },
    ],
  ])('names the container of a previous revision that is %s', async (_what, verdict, expected) => {
    expect(await check({ [OLD_DIGEST]: verdict })).toEqual(expected);
  });

  it('verifies every previous revision, in any order: one that is untrusted is enough', async () => {
    const verdicts = { [OLD_DIGEST]: trusted, [digestOf('1')]: anUntrusted('unsigned') };
    expect(await check(verdicts, both)).toEqual(unsigned);
    expect(await check(verdicts, [SECOND, SOURCE])).toEqual(unsigned);
  });

  it('is untrusted rather than inconclusive', async () => {
    const verdicts = { [OLD_DIGEST]: aServiceFailure(), [digestOf('1')]: anUntrusted('unsigned') };
    expect(await check(verdicts, both)).toEqual(unsigned);
  });

  it('verifies every container of a revision', async () => {
    const containers = [aContainer({ name: 'log', imageDigest: digestOf('2') }), aContainer()];
    const verdicts = { [digestOf('2')]: trusted, [digestOf('a')]: anUntrusted('unsigned') };
    expect(await check(verdicts, [SOURCE], [anOldRevision({ containers })])).toEqual(unsigned);
  });

  it('is inconclusive for a container whose digest ECS does not know', async () => {
    const containers = [aContainer({ imageDigest: null })];
    expect(await check({}, [SOURCE], [anOldRevision({ containers })])).toEqual({
      kind: 'inconclusive',
      detail: 'container web is inconclusive (digest-unknown)',
    });
  });

  it('verifies the digest of a reference that is pinned', async () => {
    const containers = [aContainer({ image: `${ECR}/shop/web@${digestOf('7')}`, imageDigest: null })];
    expect(await check({ [digestOf('7')]: trusted }, [SOURCE], [anOldRevision({ containers })])).toEqual({
      kind: 'trusted',
    });
  });

  it.each([
    ['has no containers', [anOldRevision({ containers: [] }), second]],
    ['is gone', [second]],
  ])('rule 3: is inconclusive when a previous revision %s', async (_what, revisions) => {
    expect(await check({ [digestOf('1')]: trusted }, both, revisions)).toEqual({
      kind: 'inconclusive',
      detail: 'ECS describes no container of it',
    });
  });

  it('throws when a revision cannot be described', async () => {
    const ports = { now: () => NOW, verifyAfresh: verifyBy({}), describeRevision: failing };
    await expect(verifySources(aDeployment(), verification, ports)).rejects.toThrow('no');
  });
});
