import { activeFindingsReader } from '../../../adapters/securityhub/active-findings';
import { findingImporter } from '../../../adapters/securityhub/import-findings';
import { reportKeys } from '../../../contracts/report/report-format';
import type { Report } from '../../../contracts/report/report-schema';
import { reconcileWithReport, type FindingsPorts } from '../../../functions/notify/handle-findings';
import { TASK_DEFINITION } from '../domain/domain';
import { aReport, aReportImage, SWEEP } from './a-report';
import { aVerdictEvent } from './a-verdict';
import { useSecurityHub } from './security-hub';

/** The product under which the tests' findings are imported. */
export const FINDINGS_PRODUCT = 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default';

const notice = { kind: 'swept', sweep: SWEEP, reportKey: reportKeys(SWEEP).json } as const;

const verdictAt = (at: string, overrides: object = {}) => ({
  verdict: aVerdictEvent({ at, ...overrides }),
  service: 'web',
  taskDefinition: TASK_DEFINITION,
});

/** The handling of findings with a server that answers as Security Hub does; for the tests of a whole file. */
export const useFindings = () => {
  const hub = useSecurityHub();
  let done: string[] = [];
  let report: Report;
  let latest: string | undefined;
  let remainingMs = 60_000;
  const ports = (): FindingsPorts => ({
    productArn: FINDINGS_PRODUCT,
    deployment: 'dev',
    importFindings: findingImporter(hub.client()),
    readActiveFindings: activeFindingsReader(hub.client(), { productArn: FINDINGS_PRODUCT, deployment: 'dev' }),
    readReport: async () => report,
    readLatestSweep: async () => latest,
    onFindings: (kind, count) => void done.push(`${kind} ${count}`),
    onSecurityHubOff: () => void done.push('off'),
  });
  beforeEach(() => {
    done = [];
    latest = SWEEP;
    remainingMs = 60_000;
  });
  return {
    hub,
    ports,
    /** Makes the report of another sweep the latest one; undefined: there is none. */
    setLatest: (sweep: string | undefined) => {
      latest = sweep;
    },
    /** Sets how much of the invocation's time remains, in milliseconds. */
    setRemaining: (milliseconds: number) => {
      remainingMs = milliseconds;
    },
    /** Handles the notice of a sweep with this report. */
    sweep: (overrides: Partial<Report> = {}) => {
      report = aReport(overrides);
      return reconcileWithReport(notice, () => remainingMs, ports());
    },
    states: () => hub.findings().map(({ RecordState }) => RecordState),
    done: (): readonly string[] => done,
    verdictAt,
    before: verdictAt('2026-03-01T11:00:00.000Z'),
    trusted: { images: [aReportImage({ verdict: 'trusted', reason: null })] },
  };
};
