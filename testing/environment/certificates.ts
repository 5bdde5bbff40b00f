import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY = 86_400_000;

/** A certificate with the key that belongs to it. */
export interface Credential {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface Wanted {
  readonly subject: string;
  readonly curve: 'P-256' | 'P-384';
  readonly issuer?: Credential;
  readonly extensions: readonly Extension[];
}

/** Certificates of one signer, leaf first, and the leaf's private key. */
export interface SigningChain {
  readonly leaf: Credential;
  readonly intermediate: Credential;
  readonly root: Credential;
}

const issue = async ({ subject, curve, issuer, extensions }: Wanted): Promise<Credential> => {
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  // As a plain string, quotes and commas in it would be taken for syntax.
  const name = new Name([{ CN: [{ utf8String: subject }] }]);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `01${randomBytes(15).toString('hex')}`,
      subject: name,
      issuer: issuer?.certificate.subjectName ?? name,
      // Signatures of expired profiles are dated back, so certificates begin well before now.
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

const authority = (pathLength: number): readonly Extension[] => [
  new BasicConstraintsExtension(true, pathLength, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
];

/** A certificate authority for TLS that vouches for host names. */
export const createTlsAuthority = async (): Promise<Credential> =>
  issue({ subject: 'Offline world TLS authority', curve: 'P-256', extensions: authority(0) });

/** A server certificate for one host name. */
export const issueHostCertificate = async (issuer: Credential, host: string): Promise<Credential> => {
  const extensions = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
  ];
  return issue({ subject: 'Offline world host', curve: 'P-256', issuer, extensions });
};

/** Root, intermediate and leaf of a signer, as the Notary Project wants them; the leaf's common name may be any text. */
export const createSigningChain = async (leafSubject = 'AWS Signer (offline)'): Promise<SigningChain> => {
  const curve = 'P-384';
  const root = await issue({ subject: 'Offline Signer root', curve, extensions: authority(1) });
  const between = { subject: 'Offline Signer intermediate', curve, issuer: root, extensions: authority(0) } as const;
  const intermediate = await issue(between);
  const extensions = [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning], true),
  ];
  return { root, intermediate, leaf: await issue({ subject: leafSubject, curve, issuer: intermediate, extensions }) };
};

/** The private key as PEM. */
export const toPrivateKeyPem = ({ keys }: Credential): string =>
  KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();

/** The DER of a certificate. */
export const toDer = ({ certificate }: Credential): Buffer => Buffer.from(certificate.rawData);
