import type { Digest } from './digest';
import { parseEnvelope, type Envelope } from './envelope';
import { parseSignatureManifest, SignatureFormatError, type EnvelopeDescriptor } from './signature-manifest';
import { isProfileAliasArn, signerOf } from './signer-arn';
import { StrictJsonError } from './strict-json';

/** A signature that cannot count, whatever else is true of it. */
export interface ExcludedSignature {
  readonly kind: 'excluded';
  readonly reason: 'signature-invalid' | 'signer-not-trusted';
  /** The ARN that the signature claims, where it is one. */
  readonly claimedSigner?: string;
  readonly detail: string;
}

/** A signature that claims to be by a signer of the policy. Only notation can say whether it is. */
export interface CandidateSignature {
  readonly kind: 'candidate';
  /** The signer's ARN as the policy names it. */
  readonly signer: string;
  readonly envelope: Envelope;
}

const invalid = (detail: string): ExcludedSignature => ({ kind: 'excluded', reason: 'signature-invalid', detail });

const excluding = <T>(screen: () => T): T | ExcludedSignature => {
  try {
    return screen();
  } catch (error) {
    if (error instanceof SignatureFormatError || error instanceof StrictJsonError) return invalid(error.message);
    throw error;
  }
};

/** Screens the manifest of a signature for `image`: where its envelope is, or why the signature cannot count. */
export const screenManifest = (
  manifest: Uint8Array,
  image: Digest,
): { readonly kind: 'envelope'; readonly descriptor: EnvelopeDescriptor } | ExcludedSignature =>
  excluding(() => ({ kind: 'envelope' as const, descriptor: parseSignatureManifest(manifest, image) }));

const differsOnlyInCase = (claimed: string, signers: readonly string[]): boolean => {
  const [version, profile] = [claimed.toLowerCase(), claimed.toLowerCase().replace(/\/[^/]*$/, '')];
  return signers.some((signer) => [version, profile].includes(signer.toLowerCase()));
};

const whyNotTrusted = (claimed: string, signers: readonly string[]): string => {
  if (isProfileAliasArn(claimed)) return 'names an alias; trust needs the ARN of a profile or of a profile version';
  return differsOnlyInCase(claimed, signers)
    ? 'differs from a signer of the policy in letter case'
    : 'is not a signer of the policy';
};

const notTrusted = (claimedSigner: string, signers: readonly string[]): ExcludedSignature => ({
  kind: 'excluded',
  reason: 'signer-not-trusted',
  claimedSigner,
  detail: `${claimedSigner} ${whyNotTrusted(claimedSigner, signers)}`,
});

/** What an envelope is screened against. */
export interface ScreeningRule {
  readonly image: Digest;
  /** The signing profiles and profile versions of the policy. */
  readonly signers: readonly string[];
}

/** Screens an envelope by what it claims. Claims can only exclude: nothing that is only claimed is trusted. */
export const screenEnvelope = (
  bytes: Uint8Array,
  { image, signers }: ScreeningRule,
): CandidateSignature | ExcludedSignature =>
  excluding(() => {
    const envelope = parseEnvelope(bytes, image);
    const { profileVersion } = envelope.claims;
    const signer = signerOf(profileVersion, signers);
    return signer === undefined ? notTrusted(profileVersion, signers) : { kind: 'candidate', signer, envelope };
  });
