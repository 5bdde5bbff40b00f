import type { RemoteManifest } from '../../../adapters/builders/builder';
import { ToolFailure, type ToolFailureCode } from '../failure';
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

/** What signing needs: someone who signs, and the engine that says whether a signature of that signer is there. */
export interface SigningTools {
  readonly sign: SignImage;
  readonly verify: (image: PinnedImage) => Promise<Verdict>;
}

/** How many of an image's digests were signed before, and how many now. */
export interface SignedCounts {
  readonly before: number;
  readonly now: number;
}

const UNKNOWN: Readonly<Record<InconclusiveReason, ToolFailureCode>> = {
  'registry-unavailable': 'temporary',
  'signer-unavailable': 'temporary',
  throttled: 'temporary',
  'timed-out': 'temporary',
  'registry-denied': 'refused',
  'image-not-found': 'refused',
  'signature-unreadable': 'refused',
  'timed-out-alone': 'refused',
  'tool-failed': 'failed',
  'digest-unknown': 'failed',
};

/** Why an image that has no good signature is not given one: someone took the trust away, or nobody could ever find ours. */
const FINAL: Readonly<Record<UntrustedReason, string | undefined>> = {
  unsigned: undefined,
  'signer-not-trusted': undefined,
  'signature-expired': undefined,
  'signature-invalid': undefined,
  'no-policy': undefined,
  revoked: 'its signature was revoked, and signing again would undo that: build another image',
  'too-many-signatures': 'too many signatures hang on it: delete those that are not yours from the repository',
};

const pinned = (repository: string, digest: Digest): PinnedImage => {
  const reference = parseImageReference(`${repository}@${digest}`);
  return { reference, identity: repositoryIdentity(reference), digest };
};

const judged = (verdict: Verdict, image: string): { readonly good: boolean } => {
  switch (verdict.kind) {
    case 'trusted':
      return { good: true };
    case 'untrusted': {
      const final = FINAL[verdict.reason];
      if (final !== undefined) throw new ToolFailure('refused', `${image}: ${final}`);
      return { good: false };
    }
    case 'inconclusive': {
      const message = `${image}: its signatures could not be verified (${verdict.reason}: ${verdict.detail}): run this again`;
      throw new ToolFailure(UNKNOWN[verdict.reason], message);
    }
    case 'exempt':
      throw new ToolFailure('failed', `${image}: expected a verdict about its signatures, found that it is exempt`);
  }
};

const ensureOne = async (image: PinnedImage, { sign, verify }: SigningTools): Promise<'before' | 'now'> => {
  const name = `${image.reference.registry}/${image.reference.repository}@${image.digest}`;
  if (judged(await verify(image), name).good) return 'before';
  await sign(image);
  const verdict = await verify(image);
  if (judged(verdict, name).good) return 'now';
  const message = `${name}: it was signed, but the signature does not verify (${verdict.detail}): the signing profile has another version than the outputs say, so write them anew`;
  throw new ToolFailure('failed', message);
};

/**
 * Sees to it that an image has a good signature: the manifest itself and, of an index, each platform that it lists. What has one
 * already is left alone.
 * @throws ToolFailure when one of them cannot be signed, or its signature does not verify.
 */
export const ensureSigned = async (
  repository: string,
  manifest: RemoteManifest,
  tools: SigningTools,
): Promise<SignedCounts> => {
  const digests = [manifest.digest, ...(manifest.platforms ?? []).map(({ digest }) => digest)];
  let before = 0;
  // One after the other: AWS Signer takes ten signatures a second from a whole account.
  for (const digest of new Set(digests))
    if ((await ensureOne(pinned(repository, digest), tools)) === 'before') before += 1;
  return { before, now: new Set(digests).size - before };
};

/**
 * Makes sure that an image is unsigned, as it is meant to be.
 * @throws ToolFailure when it is not.
 */
export const ensureUnsigned = async (
  repository: string,
  { digest }: RemoteManifest,
  { verify }: Pick<SigningTools, 'verify'>,
): Promise<void> => {
  const image = pinned(repository, digest);
  if (!judged(await verify(image), `${repository}@${digest}`).good) return;
  const message = `${repository}@${digest}: it is meant to be unsigned, but it is signed: delete the signature, or change the image`;
  throw new ToolFailure('refused', message);
};
