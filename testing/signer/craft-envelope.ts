import { randomUUID } from 'node:crypto';
import type { SigningChain } from '../certificates/signing-chain';
import type { Descriptor } from '../registry/descriptor';
import { PLUGIN_NAME } from '../tools/signer-plugin';
import { signEnvelope, tamperSignature } from './envelope';
import { type SigningProfile, toJobArn } from './signing-profile';

/** The claims of a crafted signature. Default of optional claims: as AWS Signer would make them. */
export interface CraftedEnvelope {
  /** The image that the signature is for. */
  readonly target: Descriptor;
  /** The profile that the signature claims. */
  readonly profile: SigningProfile;
  /** The chain that signs: the trusted one, or an attacker's own. */
  readonly chain: SigningChain;
  /** Any text, newlines included. */
  readonly verificationPlugin?: string;
  readonly verificationPluginMinVersion?: string;
  readonly signingTime?: Date;
  readonly expiry?: Date;
  readonly jobArn?: string;
  /** Default: `intact`. */
  readonly signature?: 'intact' | 'tampered';
}

/** A signature envelope as an attacker, or an accident, might produce it. */
export const craftEnvelope = (claims: CraftedEnvelope): Buffer => {
  const { mediaType, digest, size } = claims.target;
  const envelope = signEnvelope(
    {
      payload: Buffer.from(JSON.stringify({ targetArtifact: { mediaType, digest, size } })),
      signingTime: claims.signingTime ?? new Date(),
      expiry: claims.expiry,
      verificationPlugin: claims.verificationPlugin ?? PLUGIN_NAME,
      verificationPluginMinVersion: claims.verificationPluginMinVersion ?? '1.0.0',
      jobArn: claims.jobArn ?? toJobArn(claims.profile, randomUUID()),
      profileVersionArn: claims.profile.versionArn,
    },
    claims.chain,
  );
  return claims.signature === 'tampered' ? tamperSignature(envelope) : envelope;
};
