import { X509Certificate } from 'node:crypto';
import { CertificateChainError, chainVerifier } from '../../../adapters/notation/certificate-chain';
import { issueCredential, toDer, type Credential } from '../../../testing/certificates/credential';
import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import { trustedChain } from '../../support/notation/a-signature';

let trusted: SigningChain;
let own: SigningChain;

beforeAll(async () => {
  trusted = await trustedChain();
  own = await createSigningChain();
});

const issuedBy = (issuer: Credential): Promise<Credential> =>
  issueCredential({ subject: 'AWS Signer (emulated)', curve: 'P-384', issuer, extensions: [] });

const verifier = () => chainVerifier([toDer(trusted.root), toDer(own.root)]);

/** Verifies certificates that precede the trusted intermediate one. */
const verify = (...credentials: readonly Credential[]) =>
  verifier()([...credentials, trusted.intermediate, trusted.root].map(toDer));

describe('chainVerifier', () => {
  it('returns the key of the first certificate of a chain that ends in a trusted root', async () => {
    const leaf = await issuedBy(trusted.intermediate);
    const key = new X509Certificate(toDer(leaf)).publicKey;
    expect(verify(leaf).equals(key)).toBe(true);
    expect(verifier()([own.leaf, own.intermediate, own.root].map(toDer)).asymmetricKeyType).toBe('ec');
  });

  it('refuses a certificate whose issuer is no authority', async () => {
    const middle = await issuedBy(trusted.intermediate);
    const leaf = await issuedBy(middle);
    expect(() => verify(leaf, middle)).toThrow(CertificateChainError);
    expect(() => verify(leaf, middle)).toThrow('issued by the one that follows it');
  });

  it('refuses a certificate that names another issuer than the one that signed it', async () => {
    const leaf = await issuedBy({ certificate: own.leaf.certificate, keys: trusted.intermediate.keys });
    expect(() => verify(leaf)).toThrow('issued by the one that follows it');
  });

  it('refuses an empty chain', () => {
    expect(() => verifier()([])).toThrow("ends in AWS Signer's root certificate");
  });

  it('verifies each certificate of AWS Signer once', () => {
    const verifications = jest.spyOn(X509Certificate.prototype, 'verify');
    const verifyChain = verifier();
    const chain = [trusted.leaf, trusted.intermediate, trusted.root].map(toDer);
    for (let count = 0; count < 3; count += 1) verifyChain(chain);
    expect(verifications).toHaveBeenCalledTimes(2);
    verifications.mockRestore();
  });

  it('reads no key of a certificate that its issuer did not sign, however large it is', () => {
    const verifyChain = verifier();
    const reads = jest.spyOn(X509Certificate.prototype, 'publicKey', 'get');
    expect(() => verifyChain([own.leaf, trusted.intermediate, trusted.root].map(toDer))).toThrow(CertificateChainError);
    // That of the intermediate certificate.
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
  });
});
