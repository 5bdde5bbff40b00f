import { createSigningChain } from '../../certificates/signing-chain';
import { trusted, untrusted } from '../expected';
import { plainEnvelope, type Scheme } from '../plain-envelope';
import type { CaseEnvironment } from '../case-environment';
import type { VerificationCase } from '../verification-case';

const OTHER_IMAGE = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${'0'.repeat(64)}`,
  size: 1,
};

const byStranger = async (environment: CaseEnvironment, account: string): ReturnType<VerificationCase['setUp']> => ({
  reference: (await environment.signed(environment.stranger(account))).reference,
});

const withOwnKey = (scheme: Scheme): VerificationCase['setUp'] => {
  return async (environment) => {
    const image = await environment.push();
    const envelope = plainEnvelope(image.descriptor, await createSigningChain(), scheme);
    await environment.emulated.registry.attachSignature(image, { kind: 'envelope', envelope });
    return { reference: image.reference };
  };
};

/** Genuine signatures, and definite reasons not to trust a signature. */
export const signatureCases: readonly VerificationCase[] = [
  {
    name: 'signed',
    title: 'signed by the trusted profile',
    expected: trusted,
    setUp: async (environment) => ({ reference: (await environment.signed()).reference }),
  },
  {
    name: 'signed-tag-schema',
    title: 'signed by the trusted profile, in a registry without the referrers API',
    expected: trusted,
    setUp: async (environment) => {
      environment.emulated.registry.setReferrersApi('absent');
      return { reference: (await environment.signed()).reference };
    },
  },
  {
    name: 'signed-profile-version',
    title: 'signed by the trusted version of a profile',
    expected: trusted,
    setUp: async (environment) => ({
      reference: (await environment.signed()).reference,
      signers: [environment.profile.versionArn],
    }),
  },
  {
    name: 'unsigned',
    title: 'unsigned',
    expected: untrusted('unsigned'),
    setUp: async (environment) => ({ reference: (await environment.push()).reference }),
  },
  {
    name: 'unsigned-tag-schema',
    title: 'unsigned, in a registry without the referrers API',
    expected: untrusted('unsigned'),
    setUp: async (environment) => {
      environment.emulated.registry.setReferrersApi('absent');
      return { reference: (await environment.push()).reference };
    },
  },
  {
    name: 'wrong-profile',
    title: 'signed by another profile of the account',
    expected: untrusted('signer-not-trusted'),
    setUp: (environment) => byStranger(environment, '111122223333'),
  },
  {
    name: 'wrong-account',
    title: 'signed by a profile of another account',
    expected: untrusted('signer-not-trusted'),
    setUp: (environment) => byStranger(environment, '444455556666'),
  },
  {
    name: 'wrong-profile-version',
    title: 'signed by another version of the trusted profile',
    expected: untrusted('signer-not-trusted'),
    setUp: async (environment) => ({
      reference: (await environment.signed()).reference,
      signers: [`${environment.profile.arn}/zzzzzzzzzz`],
    }),
  },
  {
    name: 'untrusted-chain',
    title: "signed with a chain that does not lead to AWS Signer's root certificate",
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => ({
      reference: (await environment.crafted({ chain: await createSigningChain() })).reference,
    }),
  },
  {
    name: 'own-key',
    title: 'signed with a local key, without AWS Signer',
    expected: untrusted('signature-invalid'),
    setUp: withOwnKey('notary.x509'),
  },
  {
    name: 'own-authority',
    title: 'signed by another signing authority, without AWS Signer',
    expected: untrusted('signature-invalid'),
    setUp: withOwnKey('notary.x509.signingAuthority'),
  },
  {
    name: 'revoked-profile',
    title: 'the profile is revoked',
    expected: untrusted('revoked'),
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      environment.emulated.signer.revokeProfile(environment.profile);
      return { reference };
    },
  },
  {
    name: 'revoked-job',
    title: 'the signing job is revoked',
    expected: untrusted('revoked'),
    setUp: async (environment) => {
      const { reference } = await environment.push();
      const { arn } = await environment.emulated.sign(reference, environment.profile.arn);
      environment.emulated.signer.revokeJob(arn);
      return { reference };
    },
  },
  {
    name: 'expired',
    title: 'the signature has expired',
    expected: untrusted('signature-expired'),
    validity: 'already-expired',
    setUp: async (environment) => ({ reference: (await environment.signed()).reference }),
  },
  {
    name: 'before-certificate',
    title: 'signed before the certificate became valid',
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => ({
      reference: (await environment.crafted({ signingTime: new Date('2001-01-01T00:00:00Z') })).reference,
    }),
  },
  {
    name: 'tampered',
    title: 'one bit of the signature was flipped',
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => ({ reference: (await environment.crafted({ signature: 'tampered' })).reference }),
  },
  {
    name: 'of-another-image',
    title: "the signature is another image's",
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => ({ reference: (await environment.crafted({ target: OTHER_IMAGE })).reference }),
  },
];

/** Revokes the environment's only signing certificate, so it must run last. */
export const revokedCertificateCase: VerificationCase = {
  name: 'revoked-certificate',
  title: 'the signing certificate is revoked',
  expected: untrusted('revoked'),
  setUp: async (environment) => {
    const { reference } = await environment.signed();
    environment.emulated.signer.revokeCertificate();
    return { reference };
  },
};
