import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY = 86_400_000;

/** A certificate and its key pair. */
export interface Credential {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface CertificateInput {
  readonly subject: string;
  readonly curve: 'P-256' | 'P-384';
  /** Default: the certificate is self-signed. */
  readonly issuer?: Credential;
  readonly extensions: readonly Extension[];
}

/** Issues a certificate with a new key pair. */
export const issueCredential = async ({
  subject,
  curve,
  issuer,
  extensions,
}: CertificateInput): Promise<Credential> => {
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  // In a plain string, quotes and commas would be parsed as syntax.
  const name = new Name([{ CN: [{ utf8String: subject }] }]);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `01${randomBytes(15).toString('hex')}`,
      subject: name,
      issuer: issuer?.certificate.subjectName ?? name,
      // Signatures of expired profiles are backdated, so certificates must already have been valid then.
      notBefore: new Date(Date.now() - 30 * DAY),
      notAfter: new Date(Date.now() + 365 * DAY),
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: curve === 'P-384' ? 'SHA-384' : 'SHA-256' },
      extensions: [...extensions],
    },
    webcrypto,
  );
  return { certificate, keys };
};

/** The extensions of a certificate authority that may have `pathLength` intermediates below it. */
export const authorityExtensions = (pathLength: number): readonly Extension[] => [
  new BasicConstraintsExtension(true, pathLength, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
];

/** The certificate as PEM. */
export const toCertificatePem = ({ certificate }: Credential): string => `${certificate.toString('pem')}\n`;

/** The private key as PEM. */
export const toPrivateKeyPem = ({ keys }: Credential): string =>
  KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();

/** The certificate as DER. */
export const toDer = ({ certificate }: Credential): Buffer => Buffer.from(certificate.rawData);
