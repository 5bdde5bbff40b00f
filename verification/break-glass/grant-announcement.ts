import type { Grant } from './grant';

/** What can happen to a break-glass grant. */
export const GRANT_OCCASIONS = ['granted', 'used', 'revoked', 'expired'] as const;

/** What happened to a break-glass grant. */
export type GrantOccasion = (typeof GRANT_OCCASIONS)[number];

/** What is announced about a break-glass grant; `at` in milliseconds since the epoch. */
export interface GrantAnnouncement {
  readonly grant: Grant;
  readonly occasion: GrantOccasion;
  /** For `used`: the ARN of the task or the service deployment whose response was lifted; else null. */
  readonly usedBy: string | null;
  readonly at: number;
}
