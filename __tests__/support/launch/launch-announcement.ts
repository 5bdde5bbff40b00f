import type { Announcement, Verdict } from '../../../verification';
import { anAnnouncement, aVerified } from '../domain/domain';

/** The announcement of a verdict about the container `web`. */
export const announcementOf = (verdict: Verdict, overrides: Partial<Announcement> = {}): Announcement =>
  anAnnouncement({ verified: aVerified({ verdict }), ...overrides });
