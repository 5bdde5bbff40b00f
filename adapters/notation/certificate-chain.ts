import { X509Certificate, type KeyObject } from 'node:crypto';
import { sha256 } from '../../contracts/schema/sha256';

/** Why a certificate chain is none of AWS Signer's; the message says what was expected. */
export class CertificateChainError extends Error {
  override readonly name = 'CertificateChainError';
}

/** A certificate whose issuer is verified up to a trusted root. */
interface VerifiedCertificate {
  readonly fingerprint: string;
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/** Only certificates that verify are kept, of which AWS Signer has few. */
const MAX_KEPT = 100;

const attempt = <T>(expected: string, action: () => T): T => {
  try {
    return action();
  } catch (cause) {
    throw new CertificateChainError(expected, { cause });
  }
};

// A signature is verified before anything else is read, and only with a key that is itself verified up to the root: no
// arithmetic is done with a key that an attacker chose, however large it is.
const verifyIssued = (der: Uint8Array, fingerprint: string, issuer: VerifiedCertificate): VerifiedCertificate => {
  const certificate = attempt('expected X.509 certificates', () => new X509Certificate(der));
  // Node also reads PEM, and ignores what follows; notation does neither.
  if (!certificate.raw.equals(der)) throw new CertificateChainError('expected X.509 certificates in DER, nothing more');
  const signed = attempt('expected certificates signed by their issuers', () => certificate.verify(issuer.key));
  if (!signed || !issuer.certificate.ca || !certificate.checkIssued(issuer.certificate))
    throw new CertificateChainError('expected each certificate to be issued by the one that follows it');
  return { fingerprint, certificate, key: attempt('expected a public key', () => certificate.publicKey) };
};

const toRoot = (der: Uint8Array): VerifiedCertificate => {
  const certificate = new X509Certificate(der);
  return { fingerprint: sha256(der), certificate, key: certificate.publicKey };
};

/** Verifies a chain of DER certificates and returns the key of the first, which signs. */
export type VerifyChain = (certificates: readonly Uint8Array[]) => KeyObject;

/**
 * Verifies certificate chains that end in exactly one of these root certificates.
 * @throws CertificateChainError for any other chain; an error of another kind when a root is no certificate.
 */
export const chainVerifier = (roots: readonly Uint8Array[]): VerifyChain => {
  const trusted = new Map(roots.map((der) => [sha256(der), toRoot(der)] as const));
  const kept = new Map<string, VerifiedCertificate>();

  const verifyLink = (issuer: VerifiedCertificate, der: Uint8Array): VerifiedCertificate => {
    const fingerprint = sha256(der);
    if (trusted.has(fingerprint)) throw new CertificateChainError('expected the root certificate only at the end');
    const link = `${issuer.fingerprint} ${fingerprint}`;
    const verified = kept.get(link) ?? verifyIssued(der, fingerprint, issuer);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(link, verified);
    return verified;
  };

  return (certificates) => {
    const last = certificates.at(-1);
    const root = last && trusted.get(sha256(last));
    if (root === undefined)
      throw new CertificateChainError("expected a certificate chain that ends in AWS Signer's root certificate");
    return certificates.slice(0, -1).reduceRight(verifyLink, root).key;
  };
};
