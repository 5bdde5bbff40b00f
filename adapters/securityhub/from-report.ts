import type { Report } from '../../contracts/report/report-schema';
import { groupBy, type ReportedSubject, type ReportedSubjects } from '../../verification';
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

const joined = (images: readonly [UntrustedImage, ...UntrustedImage[]]): UntrustedImage => ({
  ...images[0],
  tasks: images.flatMap(({ tasks }) => tasks),
  firstObservedAt: images.map(({ firstObservedAt }) => firstObservedAt).reduce(earlier),
});

const untrustedImage = ({ reason, ...subject }: Subject): readonly UntrustedImage[] =>
  subject.verdict === 'untrusted' && isUntrustedReason(reason) ? [{ ...subject, reason }] : [];

const toReported = (subject: Subject): ReportedSubject => ({
  id: findingId(subject),
  place: placeId(subject),
  verdict: subject.verdict,
  reason: isUntrustedReason(subject.reason) ? subject.reason : null,
  verifiedAt: Date.parse(subject.verifiedAt),
});

/** Reads a report for findings; tasks of one service that run the same image are one subject. */
export const fromReport = (report: Report): ReportedImages => {
  const subjects = report.tasks.flatMap((task) => subjectsIn(task, report));
  const byFinding = groupBy(subjects.flatMap(untrustedImage), findingId);
  return {
    startedAt: Date.parse(report.startedAt),
    subjects: subjects.map(toReported),
    clustersNotRead: new Set(report.clusters.filter(({ problem }) => problem !== null).map(({ cluster }) => cluster)),
    untrusted: new Map(byFinding.map((images) => [findingId(images[0]), joined(images)])),
  };
};
