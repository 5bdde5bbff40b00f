import { checkContainer, formatRepository, reasonOf, type LoadedTrust, type Verdict } from '../../../verification';
import type { Subject } from './sources/subject';

/** Containers that get one verdict. */
export interface Group extends Subject {
  /** How many containers run the image; null for what does not run. */
  readonly running: number | null;
}

const verdictKey = (verdict: Verdict): readonly unknown[] => [verdict.kind, reasonOf(verdict)];

/** The same for containers that get the same verdict: those of one repository and digest, or of one rule and image. */
const keyOf = ({ container, source }: Subject, trust: LoadedTrust, now: number): string => {
  const check = checkContainer(container, trust, now);
  switch (check.kind) {
    case 'verify':
      return JSON.stringify([source, formatRepository(check.image.identity), check.image.digest]);
    case 'decided':
      return JSON.stringify([source, container.image, check.image?.digest, ...verdictKey(check.verdict)]);
    case 'unresolved':
      return JSON.stringify([source, container.image, ...verdictKey(check.verdict)]);
  }
};

/** Groups what runs, source by source; what does not run stays as it is. `now` in milliseconds since the epoch. */
export const groupRunning = (subjects: readonly Subject[], trust: LoadedTrust, now: number): readonly Group[] => {
  const groups = new Map<unknown, Group>();
  for (const subject of subjects) {
    const key = subject.isRunning ? keyOf(subject, trust, now) : subject;
    const before = groups.get(key);
    groups.set(key, { ...(before ?? subject), running: subject.isRunning ? (before?.running ?? 0) + 1 : null });
  }
  return [...groups.values()];
};
