import fc from 'fast-check';
import { toSigningProfile } from '../../testing/signer/signing-profile';
import {
  badSignature,
  uncheckedSignature,
  verifySignatures,
  type FetchedSignature,
  type Policy,
  type SignatureDecision,
  type SignatureOutcome,
} from '../../verification';
import { anEnvelope, IMAGE, OTHER_PROFILE, PROFILE, toFetched } from '../support/notation/a-signature';
import { fakeRegistry, signaturePorts } from '../support/notation/fake-registry';

const THIRD = toSigningProfile({ account: '111122223333', name: 'third' }, 'abcdefghi3');
const STRANGER = toSigningProfile({ account: '999999999999', name: 'release' }, 'abcdefghi4');
const SIGNERS = [PROFILE, OTHER_PROFILE, THIRD];

/** What a signature is, besides by whom it claims to be. */
const KINDS = ['good', 'unchecked', 'forged', 'foreign', 'revoked', 'expired', 'broken', 'gone'] as const;
type Kind = (typeof KINDS)[number];

interface Attached {
  readonly kind: Kind;
  /** The index of the signer that is claimed. */
  readonly by: number;
}

/** A signature, and what fake ports say about it. */
interface Prepared extends Attached {
  readonly fetched: FetchedSignature;
  readonly job: string;
}

const COPIES = 3;
const prepared = new Map<string, readonly Prepared[]>();

const prepare = async ({ kind, by }: Attached, copy: number): Promise<Prepared> => {
  const job = `arn:aws:signer:us-east-1:111122223333:/signing-jobs/${kind}-${by}-${copy}`;
  const profile = kind === 'foreign' ? STRANGER : (SIGNERS[by] ?? PROFILE);
  const envelope = kind === 'broken' ? Buffer.from(job) : await anEnvelope({ profile, jobArn: job });
  return { kind, by, job, fetched: toFetched(envelope) };
};

beforeAll(async () => {
  for (const kind of KINDS)
    for (const by of SIGNERS.keys()) {
      const copies = Array.from({ length: COPIES }, (_, copy) => prepare({ kind, by }, copy));
      prepared.set(`${kind} ${by}`, await Promise.all(copies));
    }
});

const OUTCOMES: Readonly<Partial<Record<Kind, SignatureOutcome>>> = {
  unchecked: uncheckedSignature('signer-unavailable', 'AWS Signer is down'),
  revoked: badSignature('revoked', 'revoked'),
  expired: badSignature('signature-expired', 'expired'),
};

type Rule = Pick<Policy, 'signers' | 'require'>;

const decide = (attached: readonly Prepared[], rule: Rule): Promise<SignatureDecision> => {
  const kindOf = (job: string): Kind => attached.find((each) => each.job === job)?.kind ?? 'broken';
  const failures = new Map(
    attached
      .filter(({ kind }) => kind === 'gone')
      .map(({ fetched }) => [fetched.digest, { kind: 'absent' as const, detail: 'gone' }] as const),
  );
  const { registry } = fakeRegistry({ signatures: attached.map(({ fetched }) => fetched), failures });
  const { ports } = signaturePorts(registry, {
    authenticate: async ({ claims }) =>
      kindOf(claims.job) === 'forged' ? badSignature('signature-invalid', 'forged') : undefined,
    verify: async ({ digest, candidate: { envelope } }) => {
      const { profileVersion, job, signingTime, expiry } = envelope.claims;
      const evidence = { signer: profileVersion, job, signingTime, expiry, signature: digest };
      return OUTCOMES[kindOf(job)] ?? { kind: 'good', evidence };
    },
  });
  const scope = { repository: { registry: 'r.example', repository: 'app' }, access: { kind: 'anonymous' as const } };
  return verifySignatures({ scope, digest: IMAGE.digest, remaining: () => 20_000, rule }, ports);
};

const attached = (kinds: readonly Kind[], maxLength: number): fc.Arbitrary<readonly Prepared[]> =>
  fc
    .uniqueArray(
      fc.record({
        kind: fc.constantFrom(...kinds),
        by: fc.nat(SIGNERS.length - 1),
        copy: fc.nat(COPIES - 1),
      }),
      { maxLength, selector: ({ kind, by, copy }) => `${kind} ${by} ${copy}` },
    )
    .map((list) => list.flatMap(({ kind, by, copy }) => prepared.get(`${kind} ${by}`)?.[copy] ?? []));

const shuffled = (list: readonly Prepared[]): fc.Arbitrary<readonly Prepared[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length });

const rules: fc.Arbitrary<Rule> = fc
  .subarray(
    SIGNERS.map(({ arn }) => arn),
    { minLength: 1 },
  )
  .chain((signers) =>
    fc
      .constantFrom<Policy['require']>('any', 'all', ...signers.map((_, index) => index + 1))
      .map((require) => ({ signers, require })),
  );

/** What must be the same: which of several good signatures of one signer is the evidence may depend on the order. */
const essence = (decision: SignatureDecision): object => {
  switch (decision.kind) {
    case 'trusted':
      return { kind: decision.kind };
    case 'untrusted':
      return { kind: decision.kind };
    case 'inconclusive':
      return { kind: decision.kind, cause: decision.cause, reason: decision.reason };
  }
};

/** The verdict that the rules demand, from the good and unchecked signatures alone. */
const demanded = (list: readonly Prepared[], { signers, require }: Rule): SignatureDecision['kind'] => {
  const signersOf = (kinds: readonly Kind[]): number =>
    new Set(
      list.flatMap(({ kind, by }) => {
        const arn = SIGNERS[by]?.arn ?? '';
        return kinds.includes(kind) && signers.includes(arn) ? [arn] : [];
      }),
    ).size;
  const needed = require === 'any' ? 1 : require === 'all' ? signers.length : require;
  if (signersOf(['good']) >= needed) return 'trusted';
  return signersOf(['good', 'unchecked']) >= needed ? 'inconclusive' : 'untrusted';
};

const COUNTING: readonly Kind[] = ['good', 'unchecked'];
const OTHERS = KINDS.filter((kind) => !COUNTING.includes(kind));

describe('verifySignatures for any list of signatures', () => {
  it('rule 2: decides by the set of good and unchecked signatures only, in any order', async () => {
    const lists = fc
      .tuple(attached(COUNTING, 6), attached(OTHERS, 12))
      .chain(([counting, others]) => fc.tuple(fc.constant(counting), shuffled([...counting, ...others])));
    await fc.assert(
      fc.asyncProperty(lists, rules, async ([counting, all], rule) => {
        const decision = await decide(all, rule);
        expect(essence(decision)).toEqual(essence(await decide(counting, rule)));
        expect(decision.kind).toBe(demanded(counting, rule));
      }),
      { numRuns: 400 },
    );
  });

  it('rule 3: trusts nothing without a good signature, and names each reason', async () => {
    await fc.assert(
      fc.asyncProperty(attached(OTHERS, 10), rules, async (list, rule) => {
        const decision = await decide(list, rule);
        expect(decision.kind).toBe('untrusted');
        const rejected = list.filter(({ kind }) => kind !== 'gone').length;
        expect(decision).toMatchObject({ signatures: { length: rejected } });
      }),
      { numRuns: 200 },
    );
  });
});
