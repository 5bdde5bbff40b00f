import type { Report } from '../../../contracts/report/report-schema';
import { formatShare } from './format';

/** How many containers were verified, with the result trusted or untrusted. */
export interface VerifiedShare {
  readonly verified: number;
  /** Their share of all containers, such as "97 %"; null if no container runs, or not every cluster could be read. */
  readonly share: string | null;
}

/** How much of what runs was verified; exempt containers were not. */
export const verifiedShare = ({
  trusted,
  untrusted,
  containers,
  clustersNotRead,
}: Report['coverage']): VerifiedShare => {
  const verified = trusted + untrusted;
  return { verified, share: containers === 0 || clustersNotRead > 0 ? null : formatShare(verified, containers) };
};
