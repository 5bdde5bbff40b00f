import { messageOf } from '../message-of';
import type { RemainingTime } from '../remaining-time';
import type { Trust } from '../trust';
import { serviceFailed } from '../verdict';
import type { VerifyImage } from '../verify-image';
import { verifyDescribed, type VerifiedContainer } from '../verify-task';
import type { ImageGroup, VerifiedGroup } from './image-group';

/** How many groups are verified at a time unless the caller says otherwise. */
const CONCURRENT_GROUPS = 8;

/** How groups are verified. */
export interface GroupVerification {
  readonly trust: Trust;
  /** Default: there is no limit. */
  readonly remaining?: RemainingTime;
  /** No group is begun when only this much time remains, in milliseconds. Default: 0. */
  readonly reserveMs?: number;
  /** How many groups are verified at a time. Default: 8. */
  readonly concurrency?: number;
  /** Called with each group as soon as it is verified. Default: not at all. */
  readonly onVerified?: (verified: VerifiedGroup) => void;
}

/** The ports that verifying groups needs; `now` in milliseconds since the epoch. */
export interface VerifyGroupsPorts {
  readonly now: () => number;
  /** Verifies without reusing a verdict, so that revocation is asked anew. */
  readonly verifyAfresh: VerifyImage;
}

const noLimit: RemainingTime = () => Infinity;

const verifyGroup = async (
  { container }: ImageGroup,
  { trust, remaining = noLimit }: GroupVerification,
  { now, verifyAfresh }: VerifyGroupsPorts,
): Promise<VerifiedContainer> => {
  try {
    return await verifyDescribed(container, { trust, remaining }, { now, verifyImage: verifyAfresh });
  } catch (error) {
    return { container, image: null, policy: null, verdict: serviceFailed('tool-failed', messageOf(error)) };
  }
};

/**
 * Verifies each group once, several at a time, and returns them in their order. Groups that could not be begun in time are
 * left out. A verification that throws is `inconclusive: tool-failed`.
 */
export const verifyGroups = async (
  groups: readonly ImageGroup[],
  verification: GroupVerification,
  ports: VerifyGroupsPorts,
): Promise<readonly VerifiedGroup[]> => {
  const { remaining = noLimit, reserveMs = 0, concurrency = CONCURRENT_GROUPS, onVerified } = verification;
  const verified: (VerifiedGroup | undefined)[] = groups.map(() => undefined);
  const waiting = groups.entries();
  const work = async (): Promise<void> => {
    for (const [index, group] of waiting) {
      if (remaining() <= reserveMs) return;
      const done = { group, verified: await verifyGroup(group, verification, ports), verifiedAt: ports.now() };
      verified[index] = done;
      onVerified?.(done);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return verified.filter((each) => each !== undefined);
};
