import type { Report } from '../../contracts/report/report-schema';
import {
  ownersOf,
  serviceNameOf,
  workloadKindFor,
  type Container,
  type LedgerEntry,
  type RunningTask,
  type Task,
  type VerifiedContainer,
} from '../../verification';
import type { ReportedImages } from './to-images';
import type { ReportInput } from './to-report';

/** What the ledger knows about a container's verdict; undefined if nothing. */
export type EntryOf = (task: Task, verified: VerifiedContainer) => LedgerEntry | undefined;

type ReportedTask = Report['tasks'][number];

const isAnnounced = (entry: LedgerEntry | undefined): boolean =>
  Object.values(entry?.announced ?? {}).some((level) => level !== 'nothing');

/** The tasks of a report, with the images of their containers. */
export const toReportedTasks = (
  { inventory, entryOf = () => undefined }: Pick<ReportInput, 'inventory' | 'entryOf'>,
  { imageOf }: ReportedImages,
): readonly ReportedTask[] => {
  const ownerOf = ownersOf(inventory);
  const toContainer = (task: RunningTask, container: Container): ReportedTask['containers'][number] => {
    const { index, verified: of } = imageOf(container);
    const entry = entryOf(task, { ...of.verified, container });
    return {
      name: container.name,
      image: index,
      firstSeen: new Date(entry?.firstSeen ?? of.verifiedAt).toISOString(),
      announced: isAnnounced(entry),
    };
  };
  return inventory.tasks.map((task) => ({
    task: task.taskArn,
    cluster: task.clusterArn,
    service: serviceNameOf(task) ?? null,
    workload: workloadKindFor(task),
    owner: ownerOf(task),
    taskDefinition: task.taskDefinitionArn,
    startedAt: task.startedAt === null ? null : new Date(task.startedAt).toISOString(),
    containers: task.containers.map((container) => toContainer(task, container)),
  }));
};
