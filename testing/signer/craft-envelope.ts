import { randomUUID } from 'node:crypto';
import type { SigningChain } from '../certificates/signing-chain';
import type { Descriptor } from '../registry/descriptor';
import { PLUGIN_NAME } from '../tools/signer-plugin';
import { signEnvelope, tamperSignature } from './envelope';
import { type SigningProfile, toJobArn } from './signing-profile';

/** What a crafted signature claims; what is left out is as AWS Signer would have it. */
export interface CraftedEnvelope {
  /** The image that the signature is about. */
  readonly target: Descriptor;
  /** The profile that the signature claims. */
  readonly profile: SigningProfile;
  /** Who signs: the trusted chain, or one of the attacker's own. */
  readonly chain: SigningChain;
  /** Any text, also with newlines. */
  readonly verificationPlugin?: string;
  readonly verificationPluginMinVersion?: string;
  readonly signingTime?: Date;
  readonly expiry?: Date;
  readonly jobArn?: string;
  /** Default: `intact`. */
  readonly signature?: 'intact' | 'tampered';
}

/** A signature envelope as an attacker, or a chance, might make it. */
export const craftEnvelope = (wanted: CraftedEnvelope): Buffer => {
  const { mediaType, digest, size } = wanted.target;
  const envelope = signEnvelope(
    {
      payload: Buffer.from(JSON.stringify({ targetArtifact: { mediaType, digest, size } })),
      signingTime: wanted.signingTime ?? new Date(),
      expiry: wanted.expiry,
      verificationPlugin: wanted.verificationPlugin ?? PLUGIN_NAME,
      verificationPluginMinVersion: wanted.verificationPluginMinVersion ?? '1.0.0',
      jobArn: wanted.jobArn ?? toJobArn(wanted.profile, randomUUID()),
      profileVersionArn: wanted.profile.versionArn,
    },
    wanted.chain,
  );
  return wanted.signature === 'tampered' ? tamperSignature(envelope) : envelope;
};
