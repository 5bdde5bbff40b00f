import type { Digest } from './digest';
import type { PinnedImage } from './pinned-image';

/**
 * What earlier verifications learnt about a pinned image, kept across invocations, whatever the trust document was. It
 * never makes an image trusted: the kept index is verified again, by the policy of the day.
 */
export interface ImageHistory {
  /** The index by which the image was trusted last; undefined if it never was. */
  readonly recallIndex: (image: PinnedImage) => Promise<Digest | undefined>;
  readonly keepIndex: (image: PinnedImage, index: Digest) => Promise<void>;
  /** Whether a revoked signature was ever found on the image, also one that has been deleted since. */
  readonly wasRevoked: (image: PinnedImage) => Promise<boolean>;
  readonly keepRevoked: (image: PinnedImage) => Promise<void>;
}

/** A history that remembers nothing: for a single verification from the command line. */
export const noHistory: ImageHistory = {
  recallIndex: async () => undefined,
  keepIndex: async () => undefined,
  wasRevoked: async () => false,
  keepRevoked: async () => undefined,
};
