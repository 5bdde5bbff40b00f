import { checkContainer, checkKey, type LoadedTrust } from '../../../verification';
import type { Subject } from './sources/subject';

/** Containers that get one verdict. */
export interface Group extends Subject {
  /** How many containers run the image; null for what does not run. */
  readonly running: number | null;
}

/** The same for containers that get the same verdict. */
const keyOf = ({ container, source }: Subject, trust: LoadedTrust, now: number): string =>
  JSON.stringify([source, ...checkKey(container, checkContainer(container, trust, now))]);

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
