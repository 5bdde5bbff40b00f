import type { Announcement, Verdict } from '../../../verification/index';
import { aJudged, anAnnouncement } from './domain';

/** What is told of a verdict about the container `web`. */
export const announcementOf = (verdict: Verdict, overrides: Partial<Announcement> = {}): Announcement =>
  anAnnouncement({ verified: aJudged({ verdict }), ...overrides });
