import {
  badSignature,
  uncheckedSignature,
  verifySignatures,
  type FetchedSignature,
  type SignaturePorts,
  type SignaturesToVerify,
} from '../../verification';
import { anEnvelope, IMAGE, OTHER_PROFILE, PROFILE, toFetched } from '../support/notation/a-signature';
import { fakeRegistry, signaturePorts, type FakeContent } from '../support/notation/fake-registry';
import { mutated, unprotected } from '../support/notation/mutate-envelope';

const request: SignaturesToVerify = {
  scope: { repository: { registry: 'registry.example', repository: 'app' }, access: { kind: 'anonymous' } },
  digest: IMAGE.digest,
  rule: { signers: [PROFILE.arn, OTHER_PROFILE.arn], require: 'any' },
  remaining: () => 20_000,
};
const ALL = { ...request, rule: { ...request.rule, require: 'all' as const } };

const verify = async (
  content: FakeContent,
  overrides: Partial<SignaturePorts> = {},
  what: SignaturesToVerify = request,
) => {
  const fake = fakeRegistry(content);
  const { ports, verified } = signaturePorts(fake.registry, overrides);
  const decision = await verifySignatures(what, ports);
  return { decision, verified, requested: fake.requested, mostAtATime: fake.mostAtATime() };
};

/** Runs one after the other. */
const inTurn = (): SignaturePorts['enqueue'] => {
  let before: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = before.then(run);
    before = mine;
    return mine;
  };
};

let first: FetchedSignature;
let second: FetchedSignature;

beforeAll(async () => {
  first = toFetched(await anEnvelope());
  second = toFetched(await anEnvelope({ profile: OTHER_PROFILE }));
});

describe('verifySignatures', () => {
  it('fetches, screens and verifies a signature, and gives its evidence', async () => {
    const { decision, verified } = await verify({ signatures: [first] });
    expect(decision).toMatchObject({
      kind: 'trusted',
      evidence: [{ signer: PROFILE.versionArn, signature: first.digest }],
    });
    expect(verified).toEqual([expect.objectContaining({ ...first, image: IMAGE })]);
  });

  it('stops as soon as enough signers are found', async () => {
    const many = Array.from({ length: 100 }, (_, each) =>
      toFetched(first.envelope, { annotations: { each: `${each}` } }),
    );
    const { requested } = await verify({ signatures: [first, ...many] });
    expect(requested.length).toBeLessThan(50);
  });

  it('verifies one signer once it needs no second, and each that it needs', async () => {
    const again = toFetched(await anEnvelope());
    const { decision, verified } = await verify({ signatures: [first, again, second] }, { enqueue: inTurn() }, ALL);
    expect(decision).toMatchObject({ kind: 'trusted', evidence: { length: 2 } });
    expect(verified.map(({ digest }) => digest)).toEqual([first.digest, second.digest]);
  });

  it('verifies copies of one signature once, whatever is not signed in them', async () => {
    const copies = Array.from({ length: 50 }, (_, each) =>
      toFetched(mutated(first.envelope, unprotected('io.cncf.notary.signingAgent', `agent ${each}`))),
    );
    const { decision, verified } = await verify(
      { signatures: copies },
      { verify: async () => badSignature('revoked', 'x') },
    );
    expect(decision).toMatchObject({ kind: 'untrusted', reason: 'revoked' });
    expect(verified).toHaveLength(1);
  });

  it('starts no run of notation for a signature that is screened out or forged', async () => {
    const foreign = toFetched(await anEnvelope(), { subject: { digest: `sha256:${'0'.repeat(64)}` } });
    const forged = async () => badSignature('signature-invalid', 'forged');
    const { decision, verified } = await verify({ signatures: [foreign, first] }, { authenticate: forged });
    expect(decision).toMatchObject({ kind: 'untrusted', reason: 'signature-invalid', signatures: { length: 2 } });
    expect(verified).toEqual([]);
  });

  it('is inconclusive while a signature could not be checked', async () => {
    const down = async () => uncheckedSignature('signer-unavailable', 'down');
    const { decision } = await verify({ signatures: [first] }, { verify: down });
    expect(decision).toMatchObject({ kind: 'inconclusive', cause: 'service', reason: 'signer-unavailable' });
    const { decision: unread } = await verify({ signatures: [first] }, { authenticate: down });
    expect(unread).toMatchObject({ kind: 'inconclusive', reason: 'signer-unavailable' });
  });

  it('fetches some signatures at a time, each listed digest once', async () => {
    const many = Array.from({ length: 100 }, (_, each) => toFetched(Buffer.from(`no envelope ${each}`)));
    const { requested, mostAtATime, decision } = await verify({ signatures: [...many, ...many] });
    expect(decision).toMatchObject({ kind: 'untrusted', reason: 'signature-invalid' });
    expect(mostAtATime).toBe(8);
    expect(requested).toHaveLength(2 + 2 * 100);
  });

  it('says that more are listed than it examines, but only when those it examines do not lead to trust', async () => {
    const bad = toFetched(Buffer.from('no envelope'));
    expect((await verify({ signatures: [bad], truncated: true })).decision).toMatchObject({
      reason: 'too-many-signatures',
    });
    expect((await verify({ signatures: [bad, first], truncated: true })).decision).toMatchObject({ kind: 'trusted' });
  });
});
