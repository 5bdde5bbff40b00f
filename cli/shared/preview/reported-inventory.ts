import type { Report } from '../../../contracts/report/report-schema';
import type { Container, Inventory, Mode, PolicyVerdict } from '../../../verification';
import { reportedContainer, reportedVerdict } from './reported-verdict';

const RUNNING = { lastStatus: 'RUNNING', desiredStatus: 'RUNNING' } as const;

const containersOf = ({ images }: Report, { containers }: Report['tasks'][number]): readonly Container[] =>
  containers.flatMap(({ name, image }) => {
    const found = images[image];
    return found === undefined ? [] : [reportedContainer(name, found)];
  });

/** What ran when a report was made. */
export const inventoryOf = (report: Report): Inventory => ({
  clusters: report.clusters.map(({ cluster, problem }) => ({ clusterArn: cluster, problem })),
  services: report.services.map(({ cluster, service, owner }) => ({ clusterArn: cluster, name: service, owner })),
  tasks: report.tasks.map((task) => ({
    ...RUNNING,
    taskArn: task.task,
    clusterArn: task.cluster,
    group: task.service === null ? null : `service:${task.service}`,
    taskDefinitionArn: task.taskDefinition,
    startedAt: task.startedAt === null ? null : Date.parse(task.startedAt),
    owner: task.owner,
    containers: containersOf(report, task),
  })),
});

const keyOf = ({ name, image, imageDigest }: Container): string =>
  JSON.stringify(image === null ? [name] : [image, imageDigest]);

/** Looks up the verdict that a report names for a container's image; null if it names none. */
export const verdictsIn = (report: Report | undefined): ((container: Container) => PolicyVerdict | null) => {
  const known = new Map<string, PolicyVerdict | null>();
  for (const { containers } of report?.tasks ?? [])
    for (const { name, image } of containers) {
      const found = report?.images[image];
      if (found !== undefined) known.set(keyOf(reportedContainer(name, found)), reportedVerdict(found));
    }
  return (container) => known.get(keyOf(container)) ?? null;
};

/** The modes that a report names, by the ARN of the cluster. */
export const modesIn = (report: Report | undefined): ReadonlyMap<string, Mode> =>
  new Map((report?.clusters ?? []).flatMap(({ cluster, mode }) => (mode === null ? [] : [[cluster, mode]])));
