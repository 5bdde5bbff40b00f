import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { authorityExtensions, type Credential, issueCredential } from './credential';

/** Creates a certificate authority for TLS server certificates. */
export const createTlsAuthority = (): Promise<Credential> =>
  issueCredential({ subject: 'Emulated TLS authority', curve: 'P-256', extensions: authorityExtensions(0) });

/** Issues a TLS server certificate for one host name. */
export const issueHostCertificate = (issuer: Credential, host: string): Promise<Credential> => {
  const extensions = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
  ];
  return issueCredential({ subject: 'Emulated host', curve: 'P-256', issuer, extensions });
};
