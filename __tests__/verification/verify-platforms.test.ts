import { verifyWithIndex, type FetchedManifest, type IndexEntry, type Verdict } from '../../verification';
import {
  anImage,
  anUntrusted,
  aServiceFailure,
  aTrusted,
  aVerifyRequest,
  digestOf,
  ECR,
} from '../support/domain/domain';
import { fakeHistory } from '../support/domain/fake-ports';
import {
  anIndex,
  attestation,
  manifestRegistry,
  nestedIndex,
  platform,
  verifierByDigest,
} from '../support/domain/image-indexes';

const INDEX = digestOf('f');
const ARM = digestOf('a');
const X86 = digestOf('b');
const NESTED = digestOf('e');
const unsigned = anUntrusted('unsigned', 'of this digest');
const good = aTrusted();
const image = anImage(`${ECR}/shop/web@${INDEX}`, INDEX);

const verifyIndex = async (
  entries: readonly IndexEntry[],
  verdicts: Readonly<Record<string, Verdict>>,
  others: Readonly<Record<string, FetchedManifest>> = {},
) => {
  const { verify, verified } = verifierByDigest(verdicts, unsigned);
  const ports = {
    verify,
    ...manifestRegistry({ [INDEX]: anIndex(INDEX, entries), ...others }),
    history: fakeHistory(),
  };
  return { verdict: await verifyWithIndex(ports)(aVerifyRequest({ image })), verified };
};

describe('verifyWithIndex for a running index that is itself unsigned', () => {
  it('trusts it when every runnable platform is trusted, with the signatures of all of them', async () => {
    const { verdict } = await verifyIndex([platform(ARM), platform(X86)], { [ARM]: good, [X86]: good });
    expect(verdict).toEqual({
      ...good,
      signatures: [...good.signatures, ...good.signatures],
      detail: `all 2 runnable platforms of the index are trusted: ${good.detail}`,
    });
  });

  it('does not count attestations and unknown platforms', async () => {
    const { verdict, verified } = await verifyIndex([attestation(X86), platform(ARM)], { [ARM]: good });
    expect(verdict.kind).toBe('trusted');
    expect(verified).not.toContain(X86);
  });

  it.each<[string, readonly IndexEntry[], Readonly<Record<string, Verdict>>]>([
    ['one platform is unsigned', [platform(ARM), platform(X86)], { [ARM]: good }],
    ['one platform is revoked', [platform(ARM), platform(X86)], { [ARM]: good, [X86]: anUntrusted('revoked') }],
    ['a platform is untrusted and another inconclusive', [platform(ARM), platform(X86)], { [ARM]: aServiceFailure() }],
    ['it lists nothing that runs', [attestation(ARM)], { [ARM]: good }],
    ['it lists nothing', [], {}],
    ['it claims to list itself', [platform(INDEX)], {}],
  ])('rule 3: keeps its own verdict when %s', async (_what, entries, verdicts) => {
    expect((await verifyIndex(entries, verdicts)).verdict).toEqual(unsigned);
  });

  it('rule 1: is inconclusive when a platform is, and no other is untrusted', async () => {
    const verdicts = { [ARM]: good, [X86]: aServiceFailure() };
    expect((await verifyIndex([platform(ARM), platform(X86)], verdicts)).verdict).toEqual(aServiceFailure());
  });

  it('rule 1: is inconclusive when the index itself could not be fetched again', async () => {
    const failed = { [INDEX]: { kind: 'failed' as const, verdict: aServiceFailure() } };
    expect((await verifyIndex([], {}, failed)).verdict).toEqual(aServiceFailure());
  });

  it('verifies no more platforms than it could ever need, however many are listed', async () => {
    const many = Array.from({ length: 500 }, (_, index) => platform(`sha256:${String(index).padStart(64, '0')}`));
    const { verdict, verified } = await verifyIndex(many, {});
    expect([verdict, verified]).toEqual([unsigned, [INDEX]]);
  });

  it('trusts it through a nested index, whose platforms are all trusted', async () => {
    const nested = { [NESTED]: anIndex(NESTED, [platform(X86)]) };
    const entries = [platform(ARM), nestedIndex(NESTED)];
    expect((await verifyIndex(entries, { [ARM]: good, [X86]: good }, nested)).verdict.kind).toBe('trusted');
    expect((await verifyIndex(entries, { [ARM]: good }, nested)).verdict).toEqual(unsigned);
  });

  it('does not search deeper than two indexes', async () => {
    const deep = {
      [NESTED]: anIndex(NESTED, [nestedIndex(digestOf('d'))]),
      [digestOf('d')]: anIndex(digestOf('d'), [platform(X86)]),
    };
    expect((await verifyIndex([nestedIndex(NESTED)], { [X86]: good }, deep)).verdict).toEqual(unsigned);
  });
});
