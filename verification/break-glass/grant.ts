import type { Digest } from '../digest';
import { tryParseImageReference } from '../image-reference';
import { formatRepository, repositoryIdentity, type RepositoryIdentity } from '../repository-identity';
import type { VerifiedContainer } from '../verify-task';

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

/** Whether revoking a grant ended it, or will: one that was revoked after its end has expired. */
export const isEndedByRevocation = (grant: Grant): boolean =>
  endOfGrant(grant) < endOfGrant({ ...grant, revokedAt: null });

/** Whether a grant is in force: it has begun and has not ended. `now` in milliseconds since the epoch. */
export const isGrantInForce = (grant: Grant, now: number): boolean => grant.grantedAt <= now && now < endOfGrant(grant);

/** What is known of a container's image. */
interface KnownImage {
  readonly identity: RepositoryIdentity;
  readonly digest: Digest | undefined;
}

/** The image of a container, also where no digest is known; undefined where its reference does not parse. */
const imageOf = ({ image, container }: VerifiedContainer): KnownImage | undefined => {
  if (image !== null) return image;
  const reference = container.image === null ? undefined : tryParseImageReference(container.image);
  return (
    reference && {
      identity: repositoryIdentity(reference),
      digest: container.imageDigest ?? reference.digest,
    }
  );
};

const covers = ({ subject }: Grant, { identity, digest }: KnownImage): boolean => {
  const repository = formatRepository(identity);
  switch (subject.kind) {
    case 'image':
      return digest !== undefined && subject.image === `${repository}@${digest}`;
    case 'repository':
      return subject.repository === repository;
  }
};

/**
 * The grant in force that lifts the response to a container's verdict in a cluster; undefined if there is none. A grant
 * for a repository also covers a container whose digest is not known.
 */
export const findGrant = (
  grants: readonly Grant[],
  { clusterArn, verified }: { readonly clusterArn: string; readonly verified: VerifiedContainer },
  now: number,
): Grant | undefined => {
  const image = imageOf(verified);
  if (image === undefined) return undefined;
  return grants.find((grant) => grant.clusterArn === clusterArn && isGrantInForce(grant, now) && covers(grant, image));
};

/** Reads the grants of a cluster. Rejects when they could not be read. */
export type ReadGrants = (clusterArn: string) => Promise<readonly Grant[]>;

/** Called with the ARN of the task or service deployment whose response a grant lifted; however often, for each. */
export type OnGrantUsed = (grant: Grant, usedBy: string) => Promise<void>;

/** The ports that honouring grants needs. */
export interface GrantPorts {
  readonly readGrants: ReadGrants;
  /** Rejects when the use could not be announced. */
  readonly onGrantUsed: OnGrantUsed;
}
