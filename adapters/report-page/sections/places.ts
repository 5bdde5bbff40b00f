import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { Report } from '../../../contracts/report/report-schema';

/** Where an image runs: a service or the tasks without one, in a cluster. */
export interface Place {
  readonly cluster: string;
  readonly service: string | null;
  readonly owner: string | null;
  readonly tasks: number;
}

/** Everywhere that one image runs. */
export interface ImagePlaces {
  readonly containers: number;
  readonly notAnnounced: number;
  /** The instant at which its verdict was first seen, ISO 8601; undefined if it does not run. */
  readonly firstSeen: string | undefined;
  /** The places with the most tasks first. */
  readonly places: readonly Place[];
}

type Task = Report['tasks'][number];

const placesOf = (tasks: readonly Task[]): readonly Place[] => {
  const places = new Map<string, Place>();
  for (const { cluster, service, owner } of tasks) {
    const key = JSON.stringify([cluster, service, owner]);
    const known = places.get(key) ?? { cluster: nameOfArn(cluster), service, owner, tasks: 0 };
    places.set(key, { ...known, tasks: known.tasks + 1 });
  }
  return [...places.values()].sort((one, other) => other.tasks - one.tasks);
};

/** Where each image of a report runs, by its index. */
export const placesOfImages = (report: Report): ReadonlyMap<number, ImagePlaces> => {
  const tasksOf = new Map<number, Set<Task>>();
  const containersOf = new Map<number, Task['containers'][number][]>();
  for (const task of report.tasks)
    for (const container of task.containers) {
      tasksOf.set(container.image, (tasksOf.get(container.image) ?? new Set<Task>()).add(task));
      const containers = containersOf.get(container.image) ?? [];
      containers.push(container);
      containersOf.set(container.image, containers);
    }
  return new Map(
    [...containersOf].map(([image, containers]) => [
      image,
      {
        containers: containers.length,
        notAnnounced: containers.filter(({ announced }) => !announced).length,
        firstSeen: containers.map(({ firstSeen }) => firstSeen).sort()[0],
        places: placesOf([...(tasksOf.get(image) ?? [])]),
      },
    ]),
  );
};
