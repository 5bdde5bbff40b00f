import type { ExaminedSignatures } from './decide-by-signatures';
import type { PinnedImage } from './pinned-image';
import type { Policy } from './policy';
import type { RemainingTime } from './remaining-time';
import type { LoadedTrust } from './trust';
import type { Verdict } from './verdict';
import type { Enqueue } from './verify-signatures';

/** One pinned image to be verified by one policy of a trust document. */
export interface VerifyRequest {
  readonly image: PinnedImage;
  readonly policy: Policy;
  readonly trust: LoadedTrust;
  readonly remaining: RemainingTime;
  /**
   * No verdict is reused whose verification began before this instant, in milliseconds since the epoch. Default: any may
   * be.
   */
  readonly notBefore?: number | undefined;
  /** The caller's place in the queue for runs of notation. Default: a place of its own. */
  readonly enqueue?: Enqueue;
  /** Called with what was found out about the signatures of each digest that is verified. Default: not at all. */
  readonly onExamined?: (image: PinnedImage, signatures: ExaminedSignatures) => void;
}

/** Verifies one pinned image. A failure of a registry, AWS Signer or a tool becomes a verdict, never an exception. */
export type VerifyImage = (request: VerifyRequest) => Promise<Verdict>;
