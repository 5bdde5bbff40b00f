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

interface Running extends Pick<Task, 'task' | 'cluster' | 'service' | 'taskDefinition' | 'workload'> {
  readonly container: Task['containers'][number];
}

const runningIn = ({ tasks }: Report): readonly Running[] =>
  tasks.flatMap(({ containers, ...task }) => containers.map((container) => ({ ...task, container })));

const earlier = (a: string, b: string): string => (Date.parse(b) < Date.parse(a) ? b : a);

/** The image of one container in the tasks of one definition; reports have thousands of them. */
const subjectOf = (group: readonly [Running, ...Running[]], { deployment, images }: Report): readonly Subject[] => {
  const [{ cluster, service, taskDefinition, workload, container }] = group;
  const image = images[container.image];
  if (image === undefined) return [];
  const firstObservedAt = group.map((each) => each.container.firstSeen).reduce(earlier);
  const where = { deployment, cluster, service, taskDefinition, workload, tasks: group.map(({ task }) => task) };
  const name = container.name === '' ? UNNAMED : container.name;
  return [{ ...image, ...where, container: name, firstObservedAt, observedAt: image.verifiedAt }];
};

const joined = (images: readonly [UntrustedImage, ...UntrustedImage[]]): UntrustedImage => ({
  ...images[0],
  tasks: images.flatMap(({ tasks }) => tasks),
  firstObservedAt: images.map(({ firstObservedAt }) => firstObservedAt).reduce(earlier),
});

const untrustedImage = ({ reason, ...subject }: Subject): readonly UntrustedImage[] =>
  subject.verdict === 'untrusted' && isUntrustedReason(reason) ? [{ ...subject, reason }] : [];

const keyOf = ({ cluster, service, taskDefinition, workload, container }: Running): string =>
  JSON.stringify([cluster, service, taskDefinition, workload, container.name, container.image]);

const toReported = (subject: Subject): ReportedSubject => ({
  id: findingId(subject),
  place: placeId(subject),
  verdict: subject.verdict,
  reason: isUntrustedReason(subject.reason) ? subject.reason : null,
  verifiedAt: Date.parse(subject.verifiedAt),
});

/** Reads a report for findings; tasks of one service that run the same image are one subject. */
export const fromReport = (report: Report): ReportedImages => {
  const subjects = groupBy(runningIn(report), keyOf).flatMap((group) => subjectOf(group, report));
  const byFinding = groupBy(subjects.flatMap(untrustedImage), findingId);
  return {
    startedAt: Date.parse(report.startedAt),
    subjects: subjects.map(toReported),
    clustersNotRead: new Set(report.clusters.filter(({ problem }) => problem !== null).map(({ cluster }) => cluster)),
    untrusted: new Map(byFinding.map((images) => [findingId(images[0]), joined(images)])),
  };
};
