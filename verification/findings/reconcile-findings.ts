import type { UntrustedReason } from '../verdict';

/** What a report says about the image of a container in a service, or in the tasks of a family. */
export interface ReportedSubject {
  /** The id of the finding about it. */
  readonly id: string;
  /** The container, whichever image it runs. */
  readonly place: string;
  readonly verdict: 'trusted' | 'untrusted' | 'inconclusive' | 'exempt';
  /** Why it is untrusted; null for every other verdict. */
  readonly reason: UntrustedReason | null;
  /** In milliseconds since the epoch. */
  readonly verifiedAt: number;
}

/** A finding that is active; times in milliseconds since the epoch. */
export interface ActiveFinding {
  readonly id: string;
  readonly place: string;
  readonly cluster: string;
  readonly reason: string;
  readonly updatedAt: number;
}

/** What a report says, for findings; `startedAt` in milliseconds since the epoch. */
export interface ReportedSubjects {
  readonly startedAt: number;
  readonly subjects: readonly ReportedSubject[];
  /** The clusters that could not be read whole. */
  readonly clustersNotRead: ReadonlySet<string>;
}

/** What is done about findings, by their ids. */
export interface Reconciliation {
  readonly imported: ReadonlySet<string>;
  readonly archived: ReadonlySet<string>;
}

/** An active finding is imported again after this time: Security Hub deletes what nobody updates for 90 days. */
export const REFRESH_AFTER_MS = 24 * 3_600_000;

const isDue = (subject: ReportedSubject, finding: ActiveFinding | undefined): boolean => {
  if (finding === undefined) return true;
  if (subject.verifiedAt <= finding.updatedAt) return false;
  return finding.reason !== subject.reason || subject.verifiedAt - finding.updatedAt >= REFRESH_AFTER_MS;
};

const idsOf = (subjects: readonly ReportedSubject[], verdict: ReportedSubject['verdict']): ReadonlySet<string> =>
  new Set(subjects.filter((each) => each.verdict === verdict).map(({ id }) => id));

/**
 * Compares the active findings with a report. Untrusted images without a finding get one. A finding is archived when the
 * report has its image as trusted or exempt, or no longer has it; but not when the cluster could not be read, when an
 * image of the container is not covered, or when the finding is newer than the report.
 */
export const reconcileFindings = (
  { startedAt, subjects, clustersNotRead }: ReportedSubjects,
  findings: readonly ActiveFinding[],
): Reconciliation => {
  const active = new Map(findings.map((each) => [each.id, each]));
  const [untrusted, notCovered] = [idsOf(subjects, 'untrusted'), idsOf(subjects, 'inconclusive')];
  const good = new Set([...idsOf(subjects, 'trusted'), ...idsOf(subjects, 'exempt')]);
  const uncertain = new Set(subjects.filter(({ verdict }) => verdict === 'inconclusive').map(({ place }) => place));
  const isOver = ({ id, place, cluster, updatedAt }: ActiveFinding): boolean => {
    if (updatedAt >= startedAt || clustersNotRead.has(cluster)) return false;
    if (untrusted.has(id) || notCovered.has(id)) return false;
    return good.has(id) || !uncertain.has(place);
  };
  const due = subjects.filter((each) => each.verdict === 'untrusted' && isDue(each, active.get(each.id)));
  return {
    imported: new Set(due.map(({ id }) => id)),
    archived: new Set(findings.filter(isOver).map(({ id }) => id)),
  };
};
