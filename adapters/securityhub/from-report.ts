import type { Report } from '../../contracts/report/report-schema';
import type { ReportedSubject, ReportedSubjects } from '../../verification';
import { UNNAMED } from '../responders/to-verdict-fields';
import { findingId, placeId } from './finding-id';
import { isUntrustedReason } from './from-verdict';
import type { UntrustedImage } from './to-finding';

type Image = Report['images'][number];
type Task = Report['tasks'][number];

/** A report, for findings: what it says about each subject, and its untrusted images by the ids of their findings. */
export interface ReportedImages extends ReportedSubjects {
  readonly untrusted: ReadonlyMap<string, UntrustedImage>;
}

type Subject = Omit<UntrustedImage, 'reason'> & Pick<Image, 'reason' | 'verdict' | 'verifiedAt'>;

const subjectsIn = (task: Task, { deployment, images }: Report): readonly Subject[] =>
  task.containers.flatMap(({ name, image: index, firstSeen }) => {
    const image = images[index];
    if (image === undefined) return [];
    const { cluster, service, taskDefinition, workload } = task;
    const container = name === '' ? UNNAMED : name;
    const times = { firstObservedAt: firstSeen, observedAt: image.verifiedAt };
    const where = { deployment, cluster, service, taskDefinition, workload, tasks: [task.task] };
    return [{ ...image, ...where, ...times, container }];
  });

const earlier = (a: string, b: string): string => (Date.parse(b) < Date.parse(a) ? b : a);

const joined = (a: UntrustedImage, b: UntrustedImage): UntrustedImage => ({
  ...a,
  tasks: [...a.tasks, ...b.tasks],
  firstObservedAt: earlier(a.firstObservedAt, b.firstObservedAt),
});

const toReported = (subject: Subject): ReportedSubject => ({
  id: findingId(subject),
  place: placeId(subject),
  verdict: subject.verdict,
  reason: isUntrustedReason(subject.reason) ? subject.reason : null,
  verifiedAt: Date.parse(subject.verifiedAt),
});

/** Reads a report for findings; tasks of one service that run the same image are one subject. */
export const fromReport = (report: Report): ReportedImages => {
  const untrusted = new Map<string, UntrustedImage>();
  const subjects = report.tasks.flatMap((task) => subjectsIn(task, report));
  for (const { reason, ...subject } of subjects) {
    if (subject.verdict !== 'untrusted' || !isUntrustedReason(reason)) continue;
    const id = findingId(subject);
    const [known, found] = [untrusted.get(id), { ...subject, reason }];
    untrusted.set(id, known === undefined ? found : joined(known, found));
  }
  return {
    startedAt: Date.parse(report.startedAt),
    subjects: subjects.map(toReported),
    clustersNotRead: new Set(report.clusters.filter(({ problem }) => problem !== null).map(({ cluster }) => cluster)),
    untrusted,
  };
};
