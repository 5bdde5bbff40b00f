import 'reflect-metadata';
import { ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import { authorityExtensions, type Credential, issueCredential } from './credential';

/** The certificates of one signer, each with its key. */
export interface SigningChain {
  readonly leaf: Credential;
  readonly intermediate: Credential;
  readonly root: Credential;
}

/**
 * Creates root, intermediate and leaf certificates that meet the Notary Project's requirements. The leaf's
 * common name may be any text.
 * https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#certificate-requirements
 */
export const createSigningChain = async (leafSubject = 'AWS Signer (emulated)'): Promise<SigningChain> => {
  const curve = 'P-384';
  const root = await issueCredential({
    subject: 'Emulated Signer root',
    curve,
    extensions: authorityExtensions(1),
  });
  const intermediate = await issueCredential({
    subject: 'Emulated Signer intermediate',
    curve,
    issuer: root,
    extensions: authorityExtensions(0),
  });
  const extensions = [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning], true),
  ];
  const leaf = await issueCredential({ subject: leafSubject, curve, issuer: intermediate, extensions });
  return { root, intermediate, leaf };
};
