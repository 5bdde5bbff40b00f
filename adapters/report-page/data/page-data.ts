import type { Report } from '../../../contracts/report/report-schema';

/** An image of the report, with every text as the page shows it. */
export type PageImage = Report['images'][number];

/** A container: the indexes of its name and its image, when it was first seen (s since the epoch), and 1 if it was announced; -1 for not known. */
export type PackedContainer = readonly [name: number, image: number, firstSeen: number, announced: 0 | 1 | -1];

/**
 * A task: its ARN up to the last slash (index) and what follows it, its cluster (index), service, owner and task definition (indexes,
 * -1 for null), when it started (s since the epoch, -1 for not yet), whether it belongs to a daemon (1), and its containers.
 */
export type PackedTask = readonly [
  arnPrefix: number,
  id: string,
  cluster: number,
  service: number,
  owner: number,
  taskDefinition: number,
  startedAt: number,
  daemon: 0 | 1,
  containers: readonly PackedContainer[],
];

/** What the table of the page shows: a report's tasks, with repeated texts written once to keep the page small. */
export interface PageData {
  readonly clusters: readonly string[];
  readonly texts: readonly string[];
  readonly images: readonly PageImage[];
  readonly tasks: readonly PackedTask[];
  readonly trustDocument: string | null;
}

/** The id of the element that holds the page's data as JSON. */
export const DATA_ID = 'report-data';

/** The id of the element in which the table is shown. */
export const TABLE_ID = 'task-table';
