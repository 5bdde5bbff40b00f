import { toJsonVerdict, renderTable, type JsonVerdict, type VerdictTableStyle } from './render';
import { imageOf, sourceOf } from './reports/report';
import type { VerifiedSubject } from './verify-images';

/** One verdict of `image-trust verify`, as `--json` prints it. */
export interface JsonSubject extends JsonVerdict {
  /** The container's name; null for an image of the command line. */
  readonly container: string | null;
  readonly source: string | null;
  readonly running: number | null;
  readonly provisional: boolean;
}

/** One verdict for programs, and where its image is named. */
export const toJsonSubject = (verified: VerifiedSubject): JsonSubject => {
  const { container, source, running, provisional } = verified;
  const name = source === null ? null : container.name;
  return { ...toJsonVerdict(verified), container: name, source, running, provisional };
};

const PROVISIONAL =
  'Tags were resolved now, so the verdicts on them are provisional: a tag may name another image when a task starts.';

/** Verdicts for people, with where each image is named unless all are named on the command line. */
export const renderSubjects = (verified: readonly VerifiedSubject[], style: VerdictTableStyle = {}): string => {
  const rows = verified.map((each) => ({
    ...toJsonVerdict(each),
    image: imageOf(each),
    ...(each.source === null ? {} : { source: sourceOf(each) ?? '' }),
  }));
  const isProvisional = verified.some(({ source, provisional }) => source !== null && provisional);
  return `${renderTable(rows, style)}${isProvisional ? `\n${PROVISIONAL}\n` : ''}`;
};
