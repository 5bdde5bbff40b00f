import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { Report } from '../../../contracts/report/report-schema';

type Image = Report['images'][number];

/** An image of a report, and where it runs. */
export interface RunningImage {
  readonly image: Image;
  /** `pay/web`, or `pay` for tasks without a service; each once. */
  readonly places: readonly string[];
  readonly owners: readonly string[];
  readonly tasks: number;
  /** When its verdict was first seen on any of its containers. */
  readonly firstSeen: string;
}

/** A service with its cluster, or a cluster alone. */
export const placeOf = ({ cluster, service }: { readonly cluster: string; readonly service: string | null }): string =>
  service === null ? nameOfArn(cluster) : `${nameOfArn(cluster)}/${service}`;

interface Occurrences {
  readonly places: Set<string>;
  readonly owners: Set<string>;
  readonly tasks: Set<string>;
  firstSeen: string;
}

const occurrencesIn = ({ tasks }: Report): ReadonlyMap<number, Occurrences> => {
  const found = new Map<number, Occurrences>();
  for (const task of tasks)
    for (const { image, firstSeen } of task.containers) {
      const each = found.get(image) ?? { places: new Set(), owners: new Set(), tasks: new Set(), firstSeen };
      each.places.add(placeOf(task));
      each.tasks.add(task.task);
      if (task.owner !== null) each.owners.add(task.owner);
      if (firstSeen < each.firstSeen) each.firstSeen = firstSeen;
      found.set(image, each);
    }
  return found;
};

/** The images of a report with a verdict of one kind, those in the most tasks first. */
export const runningImages = (report: Report, verdict: Image['verdict']): readonly RunningImage[] => {
  const occurrences = occurrencesIn(report);
  return report.images
    .flatMap((image, index): readonly RunningImage[] => {
      const found = occurrences.get(index);
      if (image.verdict !== verdict || found === undefined) return [];
      const { places, owners, tasks, firstSeen } = found;
      return [{ image, places: [...places], owners: [...owners], tasks: tasks.size, firstSeen }];
    })
    .sort((a, b) => b.tasks - a.tasks);
};
