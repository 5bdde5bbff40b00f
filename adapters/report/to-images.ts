import type { Report } from '../../contracts/report/report-schema';
import {
  serviceFailed,
  type Container,
  type ImageGroup,
  type VerifiedContainer,
  type VerifiedGroup,
} from '../../verification';
import { toVerdictFields } from '../responders/to-verdict-fields';
import type { ReportInput } from './to-report';

/** One image of a report. */
export type ReportedImage = Report['images'][number];

/** The images of a report, and what refers to them. */
export interface ReportedImages {
  readonly images: readonly ReportedImage[];
  /** The index of a container's image, and the verdict about it. */
  readonly imageOf: (container: Container) => { readonly index: number; readonly verified: VerifiedGroup };
  /** How many containers run the images that pass a test. */
  readonly containersOf: (passes: (image: ReportedImage) => boolean) => number;
}

const notInTime = ({ container }: ImageGroup): VerifiedContainer => ({
  container,
  image: null,
  policy: null,
  verdict: serviceFailed('timed-out', 'the sweep had no time left to verify it'),
});

/** Whether AWS Signer was asked whether something is revoked: certainly, if it is trusted, or found revoked. */
const isRevocationKnown = ({ verdict }: VerifiedContainer): boolean =>
  verdict.kind === 'trusted' || (verdict.kind === 'untrusted' && verdict.reason === 'revoked');

const toImage = ({ verified, verifiedAt }: VerifiedGroup): ReportedImage => {
  const { container: _, ...fields } = toVerdictFields(verified);
  const at = new Date(verifiedAt).toISOString();
  return { ...fields, verifiedAt: at, revocationCheckedAt: isRevocationKnown(verified) ? at : null };
};

/** The images of a report, one for each group of containers. */
export const toReportedImages = ({
  groups: { groups, keyOf },
  verified,
  finishedAt,
}: Pick<ReportInput, 'groups' | 'verified' | 'finishedAt'>): ReportedImages => {
  const known = new Map(verified.map((each) => [each.group.key, each]));
  const entries = groups.map((group, index) => ({
    index,
    verified: known.get(group.key) ?? { group, verified: notInTime(group), verifiedAt: finishedAt },
  }));
  const byKey = new Map(entries.map((entry) => [entry.verified.group.key, entry]));
  const images = entries.map((entry) => toImage(entry.verified));
  return {
    images,
    imageOf: (container) => {
      const found = byKey.get(keyOf(container));
      if (found === undefined) throw new Error('expected a container of the inventory that was grouped, found another');
      return found;
    },
    containersOf: (passes) =>
      groups.reduce((sum, { containers }, index) => {
        const image = images[index];
        return image !== undefined && passes(image) ? sum + containers : sum;
      }, 0),
  };
};
