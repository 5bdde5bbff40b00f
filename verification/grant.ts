import { formatPinnedImage, type PinnedImage } from './pinned-image';
import { formatRepository } from './repository-identity';
import type { VerifiedContainer } from './verify-task';

/** No grant is in force for longer than this many hours. */
export const MAX_GRANT_HOURS = 24;

/** What a grant is for: one digest in one repository, or every image of one repository. */
export type GrantSubject =
  { readonly kind: 'image'; readonly image: string } | { readonly kind: 'repository'; readonly repository: string };

/**
 * A break-glass grant: for some hours, what is untrusted or could not be verified is neither stopped nor rolled back in
 * one cluster. It lifts the response, never the verdict.
 */
export interface Grant {
  readonly id: string;
  readonly clusterArn: string;
  readonly subject: GrantSubject;
  readonly reason: string;
  /** Who granted it, as AWS names the caller. */
  readonly grantedBy: string;
  /** In milliseconds since the epoch. */
  readonly grantedAt: number;
  /** The instant from which it is ignored, in milliseconds since the epoch. */
  readonly until: number;
  /** Null while it is not revoked. */
  readonly revokedAt: number | null;
}

/** When a grant ends, in milliseconds since the epoch: whatever it says, no later than 24 hours after it was granted. */
export const endOfGrant = ({ grantedAt, until, revokedAt }: Grant): number =>
  Math.min(until, grantedAt + MAX_GRANT_HOURS * 3_600_000, revokedAt ?? Infinity);

/** Whether a grant is in force: it has begun and has not ended. `now` in milliseconds since the epoch. */
export const isGrantInForce = (grant: Grant, now: number): boolean => grant.grantedAt <= now && now < endOfGrant(grant);

const covers = ({ subject }: Grant, image: PinnedImage): boolean => {
  switch (subject.kind) {
    case 'image':
      return subject.image === formatPinnedImage(image);
    case 'repository':
      return subject.repository === formatRepository(image.identity);
  }
};

/** The grant in force that lifts the response to a container's verdict in a cluster; undefined if there is none. */
export const findGrant = (
  grants: readonly Grant[],
  { clusterArn, verified }: { readonly clusterArn: string; readonly verified: VerifiedContainer },
  now: number,
): Grant | undefined => {
  const { image } = verified;
  if (image === null) return undefined;
  return grants.find((grant) => grant.clusterArn === clusterArn && isGrantInForce(grant, now) && covers(grant, image));
};

/** Reads the grants of a cluster. Rejects when they could not be read. */
export type ReadGrants = (clusterArn: string) => Promise<readonly Grant[]>;
