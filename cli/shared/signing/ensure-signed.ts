import type { RemoteManifest } from '../../../adapters/builders/builder';
import { ToolFailure, type ToolFailureCode } from '../failure';
import { visibleText } from '../visible-text';
import type { SignImage } from '../../../adapters/notation/sign-image';
import {
  parseImageReference,
  repositoryIdentity,
  type Digest,
  type InconclusiveReason,
  type PinnedImage,
  type UntrustedReason,
  type Verdict,
} from '../../../verification';

/** What signs an image, and the engine that verifies its signatures against the same signer. */
export interface SigningTools {
  readonly sign: SignImage;
  readonly verify: (image: PinnedImage) => Promise<Verdict>;
}

/** How many of an image's digests were already signed, and how many were signed now. */
export interface SignedCounts {
  readonly before: number;
  readonly now: number;
}

const CODES: Readonly<Record<InconclusiveReason, ToolFailureCode>> = {
  'registry-unavailable': 'temporary',
  'signer-unavailable': 'temporary',
  throttled: 'temporary',
  'timed-out': 'temporary',
  'registry-denied': 'refused',
  'image-not-found': 'refused',
  'tool-failed': 'failed',
  'digest-unknown': 'failed',
};

/** Why an image without a good signature must not be signed: its trust was withdrawn, or ours would never be found among the others. */
const FINAL: Readonly<Record<UntrustedReason, string | undefined>> = {
  unsigned: undefined,
  'signer-not-trusted': undefined,
  'signature-expired': undefined,
  'signature-invalid': undefined,
  'no-policy': undefined,
  revoked: 'its signature was revoked, and signing it again would undo that: build a new image',
  'too-many-signatures': 'it has too many signatures: delete those that are not yours from the repository',
};

/** An image by its digest, as it is signed and verified. */
export const pinned = (repository: string, digest: Digest): PinnedImage => {
  const reference = parseImageReference(`${repository}@${digest}`);
  return { reference, identity: repositoryIdentity(reference), digest };
};

/** Whether an image has a good signature. */
const hasGoodSignature = (verdict: Verdict, image: string): boolean => {
  switch (verdict.kind) {
    case 'trusted':
      return true;
    case 'untrusted': {
      const final = FINAL[verdict.reason];
      if (final !== undefined) throw new ToolFailure('refused', `${image}: ${final}`);
      return false;
    }
    case 'inconclusive': {
      const message = `${image}: its signatures could not be verified (${verdict.reason}: ${visibleText(verdict.detail)}): run this again`;
      throw new ToolFailure(CODES[verdict.reason], message);
    }
    case 'exempt':
      throw new ToolFailure('failed', `${image}: expected a verdict on its signatures, found that it is exempt`);
  }
};

const ensureOne = async (image: PinnedImage, { sign, verify }: SigningTools): Promise<'before' | 'now'> => {
  const name = `${image.reference.registry}/${image.reference.repository}@${image.digest}`;
  if (hasGoodSignature(await verify(image), name)) return 'before';
  await sign(image);
  const verdict = await verify(image);
  if (hasGoodSignature(verdict, name)) return 'now';
  const message = `${name}: it was signed, but the signature does not verify (${visibleText(verdict.detail)}): the signing profile's current version differs from the one in the outputs, so write the outputs again`;
  throw new ToolFailure('failed', message);
};

const digestsOf = ({ digest, platforms }: RemoteManifest): readonly Digest[] => [
  ...new Set([digest, ...(platforms ?? []).map((platform) => platform.digest)]),
];

/**
 * Whether an image already has a good signature: its manifest and, for an index, each platform that the index lists.
 * @throws ToolFailure when that cannot be determined, or trust in a signature was withdrawn.
 */
export const isSigned = async (
  repository: string,
  manifest: RemoteManifest,
  verify: SigningTools['verify'],
): Promise<boolean> => {
  for (const digest of digestsOf(manifest))
    if (!hasGoodSignature(await verify(pinned(repository, digest)), `${repository}@${digest}`)) return false;
  return true;
};

/**
 * Makes sure that an image has a good signature: its manifest and, for an index, each platform that the index lists. A digest that already has
 * one is not signed again.
 * @throws ToolFailure or ToolError when a digest cannot be signed, or its signature does not verify.
 */
export const ensureSigned = async (
  repository: string,
  manifest: RemoteManifest,
  tools: SigningTools,
): Promise<SignedCounts> => {
  const digests = digestsOf(manifest);
  let before = 0;
  // One after the other, since AWS Signer's quota is ten signatures a second for a whole account.
  for (const digest of digests) if ((await ensureOne(pinned(repository, digest), tools)) === 'before') before += 1;
  return { before, now: digests.length - before };
};

/**
 * Makes sure that an image that is meant to be unsigned is unsigned.
 * @throws ToolFailure when it is signed.
 */
export const ensureUnsigned = async (
  repository: string,
  { digest }: RemoteManifest,
  { verify }: Pick<SigningTools, 'verify'>,
): Promise<void> => {
  const image = pinned(repository, digest);
  if (!hasGoodSignature(await verify(image), `${repository}@${digest}`)) return;
  const message = `${repository}@${digest}: it is meant to be unsigned, but it is signed: delete the signature, or change the image`;
  throw new ToolFailure('refused', message);
};
