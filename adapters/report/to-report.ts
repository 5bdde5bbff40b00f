import { REPORT_VERSION } from '../../contracts/report/report-format';
import type { Report } from '../../contracts/report/report-schema';
import {
  clusterResponseFor,
  endOfGrant,
  gateStagesFor,
  isGrantInForce,
  type Grant,
  type ImageGroups,
  type Inventory,
  type RunningCluster,
  type Trust,
  type VerifiedGroup,
} from '../../verification';
import { changesSince } from './to-changes';
import { toReportedImages, type ReportedImages } from './to-images';
import { toReportedTasks, type EntryOf } from './to-tasks';

/** What a report is made of; times in milliseconds since the epoch. */
export interface ReportInput {
  readonly deployment: string;
  readonly account: string;
  readonly region: string;
  readonly source: Report['source'];
  /** The sweep's id, ISO 8601 in UTC with milliseconds. */
  readonly sweep: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly trust: Trust;
  readonly inventory: Inventory;
  readonly groups: ImageGroups;
  /** The groups that were verified; the others are reported as not verified in time. */
  readonly verified: readonly VerifiedGroup[];
  /** What the ledger knows about a container's verdict. Default: nothing about any. */
  readonly entryOf?: EntryOf;
  /** The break-glass grants of all clusters, whether or not they are in force. Default: none. */
  readonly grants?: readonly Grant[];
  /** Where the trust document is from. Default: not said, as in the report of a sweep. */
  readonly trustDocumentFrom?: Report['trustDocumentFrom'];
  /** Default: there is none. */
  readonly previous?: Report | undefined;
}

const instant = (time: number): string => new Date(time).toISOString();

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const toCluster = ({ clusterArn, problem }: RunningCluster, trust: Trust): Report['clusters'][number] =>
  trust.kind === 'unusable'
    ? { cluster: clusterArn, mode: null, gate: [], problem }
    : {
        cluster: clusterArn,
        mode: clusterResponseFor(trust, clusterArn).mode,
        gate: [...gateStagesFor(trust.document, clusterArn)],
        problem,
      };

const toExemptions = (trust: Trust, { containersOf }: ReportedImages): Report['exemptions'] =>
  trust.kind === 'unusable'
    ? []
    : Object.entries(trust.document.exemptions)
        .map(([name, { reason, until }]) => ({
          name,
          reason,
          until,
          containers: containersOf(({ verdict, rule }) => verdict === 'exempt' && rule === name),
        }))
        .sort((a, b) => byText(a.until, b.until));

const toGrants = (grants: readonly Grant[], now: number): Report['grants'] =>
  grants
    .filter((grant) => isGrantInForce(grant, now))
    .map((grant) => ({
      id: grant.id,
      cluster: grant.clusterArn,
      subject: grant.subject.kind === 'image' ? grant.subject.image : grant.subject.repository,
      reason: grant.reason,
      grantedBy: grant.grantedBy,
      until: instant(endOfGrant(grant)),
    }))
    .sort((a, b) => byText(a.until, b.until));

const toCoverage = (
  { clusters, services, tasks }: Inventory,
  { containersOf }: ReportedImages,
): Report['coverage'] => ({
  clusters: clusters.length,
  clustersNotRead: clusters.filter(({ problem }) => problem !== null).length,
  services: services.length,
  tasks: tasks.length,
  containers: containersOf(() => true),
  trusted: containersOf(({ verdict }) => verdict === 'trusted'),
  untrusted: containersOf(({ verdict }) => verdict === 'untrusted'),
  exempt: containersOf(({ verdict }) => verdict === 'exempt'),
  notCovered: containersOf(({ verdict }) => verdict === 'inconclusive'),
});

/** Makes the report about an inventory and the verdicts on it; a container without a verdict counts as not covered. */
export const toReport = (input: ReportInput): Report => {
  const { trust, inventory, finishedAt, trustDocumentFrom, grants = [], previous } = input;
  const images = toReportedImages(input);
  const report: Report = {
    version: REPORT_VERSION,
    deployment: input.deployment,
    account: input.account,
    region: input.region,
    source: input.source,
    sweep: input.sweep,
    startedAt: instant(input.startedAt),
    finishedAt: instant(finishedAt),
    trustDocument: trust.kind === 'loaded' ? trust.sha256 : null,
    ...(trustDocumentFrom === undefined ? {} : { trustDocumentFrom }),
    coverage: toCoverage(inventory, images),
    changes: null,
    exemptions: toExemptions(trust, images),
    grants: toGrants(grants, finishedAt),
    clusters: inventory.clusters.map((cluster) => toCluster(cluster, trust)),
    services: inventory.services.map(({ clusterArn, name, owner }) => ({ cluster: clusterArn, service: name, owner })),
    images: images.images,
    tasks: toReportedTasks(input, images),
  };
  return previous === undefined ? report : { ...report, changes: changesSince(previous, report) };
};
