import { GRANT_EVENT_VERSION, type BreakGlassEvent } from '../../../contracts/break-glass/break-glass-event';
import { formatGrantSubject } from '../../../contracts/break-glass/grant-subject';
import { endOfGrant, type GrantAnnouncement } from '../../../verification';

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What every channel announces about a grant, in the same words. `until` is when it really ends. */
export const toBreakGlassRecord = (
  { grant, occasion, usedBy, at }: GrantAnnouncement,
  deployment: string,
): BreakGlassEvent => ({
  version: GRANT_EVENT_VERSION,
  deployment,
  cluster: grant.clusterArn,
  grant: grant.id,
  occasion,
  usedBy,
  kind: grant.subject.kind,
  subject: formatGrantSubject(grant.subject),
  reason: grant.reason,
  grantedBy: grant.grantedBy,
  grantedAt: instant(grant.grantedAt),
  until: instant(endOfGrant(grant)),
  revokedAt: grant.revokedAt === null ? null : instant(grant.revokedAt),
  at: instant(at),
});
