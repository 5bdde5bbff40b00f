import { ensureSigned, ensureUnsigned, isSigned } from '../../../../cli/shared/signing/ensure-signed';
import { imageUnprovable, serviceFailed, untrusted, type Digest, type Verdict } from '../../../../verification';
import { digestOf, HOST } from '../../commands/sign-and-push/images/sources';

const REPOSITORY = `${HOST}/shop/web`;
const TRUSTED: Verdict = { kind: 'trusted', policy: 'sign-and-push', signatures: [], detail: '' };
const UNSIGNED = untrusted('unsigned', 'no signature');

const manifest = (platforms?: readonly Digest[]) => ({
  digest: digestOf('a'),
  mediaType: 'm',
  bytes: 1,
  platforms: platforms?.map((digest) => ({ digest, platform: 'linux/amd64' })),
});

/** Verdicts by digest, in turn; the last one stays. */
const signing = (answers: Readonly<Record<string, readonly Verdict[]>>) => {
  const calls = new Map<string, number>();
  const signed: string[] = [];
  return {
    signed,
    tools: {
      sign: async ({ digest }: { readonly digest: Digest }) => void signed.push(digest),
      verify: async ({ digest }: { readonly digest: Digest }): Promise<Verdict> => {
        const [list, count] = [answers[digest] ?? [UNSIGNED, TRUSTED], calls.get(digest) ?? 0];
        calls.set(digest, count + 1);
        return list[Math.min(count, list.length - 1)] ?? UNSIGNED;
      },
    },
  };
};

describe('ensureSigned', () => {
  it('signs the index and each platform that it lists, each once', async () => {
    const { tools, signed } = signing({});
    const index = manifest([digestOf('b'), digestOf('c'), digestOf('b')]);
    await expect(ensureSigned(REPOSITORY, index, tools)).resolves.toEqual({ before: 0, now: 3 });
    expect(signed).toEqual([digestOf('a'), digestOf('b'), digestOf('c')]);
  });

  it('does not sign again what has a good signature', async () => {
    const { tools, signed } = signing({ [digestOf('a')]: [TRUSTED] });
    await expect(ensureSigned(REPOSITORY, manifest([digestOf('b')]), tools)).resolves.toEqual({ before: 1, now: 1 });
    expect(signed).toEqual([digestOf('b')]);
  });

  it.each(['unsigned', 'signer-not-trusted', 'signature-expired', 'signature-invalid'] as const)(
    'signs what is %s',
    async (reason) => {
      const { tools } = signing({ [digestOf('a')]: [untrusted(reason, ''), TRUSTED] });
      await expect(ensureSigned(REPOSITORY, manifest(), tools)).resolves.toEqual({ before: 0, now: 1 });
    },
  );

  it.each<[string, Verdict, string]>([
    ['a revoked signature', untrusted('revoked', ''), 'refused'],
    ['too many signatures', untrusted('too-many-signatures', ''), 'refused'],
    ['a throttled service', serviceFailed('throttled', ''), 'temporary'],
    ['a registry that does not respond', serviceFailed('registry-unavailable', ''), 'temporary'],
    ['a Signer that does not respond', serviceFailed('signer-unavailable', ''), 'temporary'],
    ['a registry that denies access', serviceFailed('registry-denied', ''), 'refused'],
    ['an image that is not there', imageUnprovable('image-not-found', ''), 'refused'],
    ['a tool that fails', serviceFailed('tool-failed', ''), 'failed'],
    ['an exemption', { kind: 'exempt', rule: 'r', detail: '' }, 'failed'],
  ])('signs nothing after %s', async (_what, verdict, code) => {
    const { tools, signed } = signing({ [digestOf('a')]: [verdict] });
    await expect(ensureSigned(REPOSITORY, manifest(), tools)).rejects.toMatchObject({ code });
    expect(signed).toEqual([]);
  });

  it('rejects a signature that it cannot verify', async () => {
    const { tools } = signing({ [digestOf('a')]: [UNSIGNED] });
    const failure = ensureSigned(REPOSITORY, manifest(), tools);
    await expect(failure).rejects.toMatchObject({ code: 'failed' });
    await expect(failure).rejects.toThrow(
      `${REPOSITORY}@${digestOf('a')}: it was signed, but the signature does not verify`,
    );
  });
});

describe('ensureUnsigned', () => {
  it('accepts an unsigned image and refuses a signed one', async () => {
    await expect(ensureUnsigned(REPOSITORY, manifest(), signing({}).tools)).resolves.toBeUndefined();
    const signed = signing({ [digestOf('a')]: [TRUSTED] }).tools;
    await expect(ensureUnsigned(REPOSITORY, manifest(), signed)).rejects.toThrow(
      'it is meant to be unsigned, but it is signed',
    );
  });
});

describe('isSigned', () => {
  it.each([
    ['the index and every platform are', TRUSTED, TRUSTED, true],
    ['a platform is not', TRUSTED, UNSIGNED, false],
    ['the index is not', UNSIGNED, TRUSTED, false],
  ])('decides whether an index is signed when %s signed', async (_what, index, platform, expected) => {
    const { tools, signed } = signing({ [digestOf('a')]: [index], [digestOf('b')]: [platform] });
    await expect(isSigned(REPOSITORY, manifest([digestOf('b')]), tools.verify)).resolves.toBe(expected);
    expect(signed).toEqual([]);
  });

  it('does not take a revoked signature, or one that cannot be verified, for a missing one', async () => {
    const verdicts = [untrusted('revoked', ''), serviceFailed('throttled', '')];
    for (const verdict of verdicts)
      await expect(isSigned(REPOSITORY, manifest(), async () => verdict)).rejects.toThrow(REPOSITORY);
  });
});
