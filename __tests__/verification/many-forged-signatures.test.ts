import { randomBytes } from 'node:crypto';
import { envelopeAuthenticator } from '../../adapters/notation/authenticate-envelope';
import { issueCredential, toDer } from '../../testing/certificates/credential';
import { createSigningChain, type SigningChain } from '../../testing/certificates/signing-chain';
import { verifySignatures, type FetchedSignature, type SignatureDecision } from '../../verification';
import { anEnvelope, IMAGE, PROFILE, toFetched, trustedChain } from '../support/notation/a-signature';
import { fakeRegistry, signaturePorts } from '../support/notation/fake-registry';
import { chain as changeChain, mutated, setting } from '../support/notation/mutate-envelope';

const COUNT = 1_000;
/** The limit of a busy machine; alone, each takes about one second. */
const LIMIT_MS = 8_000;

let trusted: SigningChain;
let good: FetchedSignature;

beforeAll(async () => {
  trusted = await trustedChain();
  good = toFetched(await anEnvelope());
});

const verify = async (signatures: readonly FetchedSignature[]) => {
  const authenticate = envelopeAuthenticator(async () => [toDer(trusted.root)]);
  const { ports, verified } = signaturePorts(fakeRegistry({ signatures }).registry, { authenticate });
  const request = {
    scope: { repository: { registry: 'registry.example', repository: 'app' }, access: { kind: 'anonymous' as const } },
    digest: IMAGE.digest,
    rule: { signers: [PROFILE.arn], require: 'any' as const },
    remaining: () => 20_000,
  };
  const before = performance.now();
  const decision: SignatureDecision = await verifySignatures(request, ports);
  return { decision, verified, took: performance.now() - before };
};

/** Signatures that claim the trusted signer, with its real certificates but without its key. */
const withItsCertificates = (): readonly FetchedSignature[] =>
  Array.from({ length: COUNT }, () =>
    toFetched(mutated(good.envelope, setting('signature', randomBytes(96).toString('base64url')))),
  );

/** The same with a self-made signing certificate each, which names the real issuer. */
const withOwnCertificates = async (): Promise<readonly FetchedSignature[]> => {
  const own = await createSigningChain();
  const leaf = await issueCredential({
    subject: 'AWS Signer',
    curve: 'P-384',
    issuer: own.intermediate,
    extensions: [],
  });
  const text = toDer(leaf);
  return Array.from({ length: COUNT }, (_, each) => {
    const certificate = Buffer.from(text);
    // In its signature, so that no two are equal and each is read to its end.
    certificate.writeUInt32BE(each, certificate.length - 8);
    return toFetched(
      mutated(
        good.envelope,
        changeChain(([, ...issuers]) => [certificate.toString('base64'), ...issuers]),
      ),
    );
  });
};

describe('1,000 forged signatures that claim the trusted signer', () => {
  it.each<[string, () => readonly FetchedSignature[] | Promise<readonly FetchedSignature[]>]>([
    ['with its certificates', withItsCertificates],
    ['with certificates of their own', withOwnCertificates],
  ])(
    '%s hide no good one behind or before them, and cost little',
    async (_, make) => {
      const forged = await make();
      for (const signatures of [
        [...forged, good],
        [good, ...forged],
      ]) {
        const { decision, verified, took } = await verify(signatures);
        expect(decision).toMatchObject({ kind: 'trusted', evidence: [{ signature: good.digest }] });
        expect(verified).toHaveLength(1);
        expect(took).toBeLessThan(LIMIT_MS);
      }
      const { decision, verified, took } = await verify(forged);
      expect(decision).toMatchObject({ kind: 'untrusted', reason: 'signature-invalid' });
      expect(verified).toEqual([]);
      expect(took).toBeLessThan(LIMIT_MS);
    },
    60_000,
  );
});
