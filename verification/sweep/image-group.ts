import type { Container } from '../task';
import type { VerifiedContainer } from '../verify-task';

/** Containers that get one verdict: those of one digest, reference and policy, or of one rule and image. */
export interface ImageGroup {
  readonly key: string;
  /** One of them; the names of the others may differ. */
  readonly container: Container;
  readonly containers: number;
}

/** A group that was verified; `verifiedAt` in milliseconds since the epoch. */
export interface VerifiedGroup {
  readonly group: ImageGroup;
  readonly verified: VerifiedContainer;
  readonly verifiedAt: number;
}
