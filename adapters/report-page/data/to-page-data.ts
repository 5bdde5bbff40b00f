import { knowsHistory } from '../../../contracts/report/report-history';
import type { Report } from '../../../contracts/report/report-schema';
import { shownText } from '../html';
import type { PackedContainer, PackedTask, PageData } from './page-data';

const shownValue = (value: unknown): unknown => {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shownValue(each)]));
};

/** Numbers texts in the order in which they come; null is -1. */
const textIndex = () => {
  const indexes = new Map<string, number>();
  const indexOf = (text: string | null): number => {
    if (text === null) return -1;
    const index = indexes.get(text) ?? indexes.size;
    indexes.set(text, index);
    return index;
  };
  return { indexOf, texts: (): readonly string[] => [...indexes.keys()].map(shownText) };
};

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1_000);

type Task = Report['tasks'][number];
type IndexOf = (text: string | null) => number;

interface Packing {
  readonly indexOf: IndexOf;
  readonly clusterOf: IndexOf;
  readonly isHistoryKnown: boolean;
}

const packTask = (task: Task, { indexOf, clusterOf, isHistoryKnown }: Packing): PackedTask => {
  const packContainer = ({ name, image, firstSeen, announced }: Task['containers'][number]): PackedContainer =>
    isHistoryKnown ? [indexOf(name), image, secondsOf(firstSeen), announced ? 1 : 0] : [indexOf(name), image, -1, -1];
  const slash = task.task.lastIndexOf('/') + 1;
  return [
    indexOf(task.task.slice(0, slash)),
    shownText(task.task.slice(slash)),
    clusterOf(task.cluster),
    indexOf(task.service),
    indexOf(task.owner),
    indexOf(task.taskDefinition),
    task.startedAt === null ? -1 : secondsOf(task.startedAt),
    task.workload === 'daemon' ? 1 : 0,
    task.containers.map(packContainer),
  ];
};

/** What the table of the page shows about a report. */
export const toPageData = (report: Report): PageData => {
  const clusters = textIndex();
  const texts = textIndex();
  for (const { cluster } of report.clusters) clusters.indexOf(cluster);
  const packing = { indexOf: texts.indexOf, clusterOf: clusters.indexOf, isHistoryKnown: knowsHistory(report) };
  const tasks = report.tasks.map((task) => packTask(task, packing));
  return {
    clusters: clusters.texts(),
    texts: texts.texts(),
    images: shownValue(report.images) as PageData['images'],
    tasks,
    trustDocument: report.trustDocument,
  };
};

// In a script element, only these could end it or begin a comment; U+2028 and U+2029 end a line in older JavaScript.
const UNSAFE = /[<>&\u2028\u2029]/g;

/** A value as JSON that can stand in a script element. */
export const toScriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(UNSAFE, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
