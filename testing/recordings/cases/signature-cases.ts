import { createSigningChain } from '../../certificates/signing-chain';
import { trusted, untrusted } from '../recording';
import { plainEnvelope, type Scheme } from '../plain-envelope';
import type { CaseEnvironment } from '../case-environment';
import type { RecordedCase } from '../recorded-case';

const OTHER_IMAGE = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${'0'.repeat(64)}`,
  size: 1,
};

const byStranger = async (stage: CaseEnvironment, account: string): ReturnType<RecordedCase['setUp']> => ({
  reference: (await stage.signed(stage.stranger(account))).reference,
});

const withOwnKey = (scheme: Scheme): RecordedCase['setUp'] => {
  return async (stage) => {
    const image = await stage.push();
    const envelope = plainEnvelope(image.descriptor, await createSigningChain(), scheme);
    await stage.emulated.registry.attachSignature(image, { kind: 'envelope', envelope });
    return { reference: image.reference };
  };
};

/** Signatures as AWS Signer makes them, and definite reasons not to trust one. */
export const signatureCases: readonly RecordedCase[] = [
  {
    name: 'signed',
    title: 'signed by the trusted profile',
    expected: trusted,
    setUp: async (stage) => ({ reference: (await stage.signed()).reference }),
  },
  {
    name: 'signed-tag-schema',
    title: 'signed by the trusted profile, where there is no referrers API',
    expected: trusted,
    setUp: async (stage) => {
      stage.emulated.registry.setReferrersApi('absent');
      return { reference: (await stage.signed()).reference };
    },
  },
  {
    name: 'signed-profile-version',
    title: 'signed by the trusted version of a profile',
    expected: trusted,
    setUp: async (stage) => ({
      reference: (await stage.signed()).reference,
      signers: [stage.profile.versionArn],
    }),
  },
  {
    name: 'unsigned',
    title: 'nobody signed it',
    expected: untrusted('unsigned'),
    setUp: async (stage) => ({ reference: (await stage.push()).reference }),
  },
  {
    name: 'unsigned-tag-schema',
    title: 'nobody signed it, where there is no referrers API',
    expected: untrusted('unsigned'),
    setUp: async (stage) => {
      stage.emulated.registry.setReferrersApi('absent');
      return { reference: (await stage.push()).reference };
    },
  },
  {
    name: 'wrong-profile',
    title: 'signed by another profile of the account',
    expected: untrusted('signer-not-trusted'),
    setUp: (stage) => byStranger(stage, '111122223333'),
  },
  {
    name: 'wrong-account',
    title: 'signed by a profile of another account',
    expected: untrusted('signer-not-trusted'),
    setUp: (stage) => byStranger(stage, '444455556666'),
  },
  {
    name: 'wrong-profile-version',
    title: 'signed by another version of the trusted profile',
    expected: untrusted('signer-not-trusted'),
    setUp: async (stage) => ({
      reference: (await stage.signed()).reference,
      signers: [`${stage.profile.arn}/zzzzzzzzzz`],
    }),
  },
  {
    name: 'untrusted-chain',
    title: 'signed with a chain that AWS Signer’s root does not vouch for',
    expected: untrusted('signer-not-trusted'),
    setUp: async (stage) => ({ reference: (await stage.crafted({ chain: await createSigningChain() })).reference }),
  },
  {
    name: 'own-key',
    title: 'signed with a key of somebody’s own, without AWS Signer',
    expected: untrusted('signer-not-trusted'),
    setUp: withOwnKey('notary.x509'),
  },
  {
    name: 'own-authority',
    title: 'signed by an authority of somebody’s own, without AWS Signer',
    expected: untrusted('signer-not-trusted'),
    setUp: withOwnKey('notary.x509.signingAuthority'),
  },
  {
    name: 'revoked-profile',
    title: 'the profile is revoked',
    expected: untrusted('revoked'),
    setUp: async (stage) => {
      const { reference } = await stage.signed();
      stage.emulated.signer.revokeProfile(stage.profile);
      return { reference };
    },
  },
  {
    name: 'revoked-job',
    title: 'the signing job is revoked',
    expected: untrusted('revoked'),
    setUp: async (stage) => {
      const { reference } = await stage.push();
      const { arn } = await stage.emulated.sign(reference, stage.profile.arn);
      stage.emulated.signer.revokeJob(arn);
      return { reference };
    },
  },
  {
    name: 'expired',
    title: 'the signature’s validity is over',
    expected: untrusted('signature-expired'),
    validity: 'already-expired',
    setUp: async (stage) => ({ reference: (await stage.signed()).reference }),
  },
  {
    name: 'before-certificate',
    title: 'signed at a time when the certificate was not yet valid',
    expected: untrusted('signature-invalid'),
    setUp: async (stage) => ({
      reference: (await stage.crafted({ signingTime: new Date('2001-01-01T00:00:00Z') })).reference,
    }),
  },
  {
    name: 'tampered',
    title: 'one bit of the signature was turned',
    expected: untrusted('signature-invalid'),
    setUp: async (stage) => ({ reference: (await stage.crafted({ signature: 'tampered' })).reference }),
  },
  {
    name: 'of-another-image',
    title: 'the signature is another image’s',
    expected: untrusted('signature-invalid'),
    setUp: async (stage) => ({ reference: (await stage.crafted({ target: OTHER_IMAGE })).reference }),
  },
];

/** Revokes the world's only signing certificate: to be played last. */
export const revokedCertificateCase: RecordedCase = {
  name: 'revoked-certificate',
  title: 'the signing certificate is revoked',
  expected: untrusted('revoked'),
  setUp: async (stage) => {
    const { reference } = await stage.signed();
    stage.emulated.signer.revokeCertificate();
    return { reference };
  },
};
