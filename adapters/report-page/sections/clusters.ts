import { nameOfArn } from '../../../contracts/naming/name-of-arn';
import type { Report } from '../../../contracts/report/report-schema';
import { groupBy } from '../../../verification';
import { formatCount } from '../data/format';
import { VERDICT_KINDS, VERDICTS, type VerdictKind } from '../data/verdict-names';
import { html, type Html } from '../html';
import { heading, numericHeading, scrolledTable, section, valueElement, viewLink } from './elements';

interface ClusterCounts {
  readonly tasks: number;
  readonly containers: ReadonlyMap<VerdictKind, number>;
}

const NOTHING_RUNS: ClusterCounts = { tasks: 0, containers: new Map() };

const countsOf = (tasks: Report['tasks'], images: Report['images']): ClusterCounts => {
  const containers = new Map<VerdictKind, number>();
  for (const { image } of tasks.flatMap((task) => task.containers)) {
    const verdict = images[image]?.verdict;
    if (verdict !== undefined) containers.set(verdict, (containers.get(verdict) ?? 0) + 1);
  }
  return { tasks: tasks.length, containers };
};

const countsByCluster = ({ tasks, images }: Report): ReadonlyMap<string, ClusterCounts> =>
  new Map(groupBy(tasks, ({ cluster }) => cluster).map((group) => [group[0].cluster, countsOf(group, images)]));

const verdictCell = (cluster: string, kind: VerdictKind, count: number): Html => {
  const what = html`<span class="visually-hidden">, ${VERDICTS[kind].name.toLowerCase()} in ${cluster}</span>`;
  return html`<td class="numeric">
    ${count === 0 ? html`0` : html`${viewLink({ cluster, verdict: kind }, html`${formatCount(count)}${what}`)}`}
    ${count === 0 ? null : html`<span class="without-script">${formatCount(count)}</span>`}
  </td>`;
};

const clusterRow = (
  { cluster, mode, gate, problem }: Report['clusters'][number],
  { tasks, containers }: ClusterCounts,
): Html => {
  const name = nameOfArn(cluster);
  return html`<tr>
    <th scope="row">
      ${valueElement(name)} ${problem === null ? null : html`<span class="sub alarm">could not be read</span>`}
    </th>
    <td>${mode ?? 'unknown'}</td>
    <td>${gate.length === 0 ? 'none' : gate.join(', ')}</td>
    <td class="numeric">${formatCount(tasks)}</td>
    ${VERDICT_KINDS.map((kind) => verdictCell(name, kind, containers.get(kind) ?? 0))}
  </tr>`;
};

/** Each cluster with its mode, the stages at which the gate answers, and the verdicts on what runs in it. */
export const clustersSection = (report: Report): Html => {
  const counts = countsByCluster(report);
  return section(
    'clusters',
    'Clusters',
    report.clusters.length === 0
      ? html`<p class="empty">The report lists no clusters.</p>`
      : scrolledTable(
          'Clusters',
          [
            ...['Cluster', 'Mode', 'Gate'].map(heading),
            ...['Tasks', ...VERDICT_KINDS.map((kind) => VERDICTS[kind].name)].map(numericHeading),
          ],
          report.clusters.map((cluster) => clusterRow(cluster, counts.get(cluster.cluster) ?? NOTHING_RUNS)),
        ),
  );
};
