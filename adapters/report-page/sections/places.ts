import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import { knowsHistory } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';

/** Where an image runs: a service or the tasks without one, in a cluster. */
export interface Place {
  readonly cluster: string;
  readonly service: string | null;
  readonly owner: string | null;
  readonly tasks: number;
}

/** What a sweep remembers about the verdict on an image. */
export interface ImageHistory {
  /** The instant at which it was first seen, ISO 8601. */
  readonly firstSeen: string;
  /** The containers on which it was not announced before. */
  readonly notAnnounced: number;
}

/** Everywhere that one image runs. */
export interface ImagePlaces {
  readonly containers: number;
  /** Null where the report does not know it. */
  readonly history: ImageHistory | null;
  /** The places with the most tasks first. */
  readonly places: readonly Place[];
}

type Task = Report['tasks'][number];
type Container = Task['containers'][number];

const placesOf = (tasks: readonly Task[]): readonly Place[] => {
  const places = new Map<string, Place>();
  for (const { cluster, service, owner } of tasks) {
    const key = JSON.stringify([cluster, service, owner]);
    const known = places.get(key) ?? { cluster: nameOfArn(cluster), service, owner, tasks: 0 };
    places.set(key, { ...known, tasks: known.tasks + 1 });
  }
  return [...places.values()].sort((one, other) => other.tasks - one.tasks);
};

const historyOf = (containers: readonly [Container, ...Container[]]): ImageHistory => ({
  firstSeen: containers.reduce(
    (first, { firstSeen }) => (firstSeen < first ? firstSeen : first),
    containers[0].firstSeen,
  ),
  notAnnounced: containers.filter(({ announced }) => !announced).length,
});

/** Where each image of a report runs, by its index. */
export const placesOfImages = (report: Report): ReadonlyMap<number, ImagePlaces> => {
  const tasksOf = new Map<number, Set<Task>>();
  const containersOf = new Map<number, [Container, ...Container[]]>();
  for (const task of report.tasks)
    for (const container of task.containers) {
      tasksOf.set(container.image, (tasksOf.get(container.image) ?? new Set<Task>()).add(task));
      const containers = containersOf.get(container.image);
      if (containers === undefined) containersOf.set(container.image, [container]);
      else containers.push(container);
    }
  return new Map(
    [...containersOf].map(([image, containers]) => [
      image,
      {
        containers: containers.length,
        history: knowsHistory(report) ? historyOf(containers) : null,
        places: placesOf([...(tasksOf.get(image) ?? [])]),
      },
    ]),
  );
};
