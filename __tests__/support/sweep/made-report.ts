import { toReport, type ReportInput } from '../../../adapters/report/to-report';
import { parseReport } from '../../../contracts/report/parse-report';
import type { Report } from '../../../contracts/report/report-schema';
import { groupImages, type Inventory, type RunningTask, type Verdict, type VerifiedGroup } from '../../../verification';
import { aLoadedTrust, aVerified, CLUSTER, MINUTE, NOW } from '../domain/domain';

/** The sweep of the reports, at the present time of the tests. */
export const SWEEP = '2026-03-01T12:00:00.000Z';
const EXEMPTIONS = {
  later: { repositories: ['public.ecr.aws/z/*'], reason: 'r2', until: '2026-05-01T00:00:00.000Z' },
  vendor: { repositories: ['public.ecr.aws/vendor/*'], reason: 'r1', until: '2026-04-01T00:00:00.000Z' },
};
const TRUST = aLoadedTrust({ mode: 'audit', clusters: { [CLUSTER]: 'enforce' }, exemptions: EXEMPTIONS });

/** An inventory of these tasks, in one cluster. */
export const inventoryOf = (tasks: readonly RunningTask[], overrides: Partial<Inventory> = {}): Inventory => ({
  clusters: [{ clusterArn: CLUSTER, problem: null }],
  services: [],
  tasks,
  ...overrides,
});

/** What a report is made of, with these verdicts for the groups in their order; undefined: not verified in time. */
const inputOf = (
  inventory: Inventory,
  verdicts: readonly (Verdict | undefined)[],
  { trust = TRUST, ...overrides }: Partial<ReportInput> = {},
): ReportInput => {
  const groups = groupImages(inventory, trust, NOW);
  const verified = groups.groups.flatMap((group, index): VerifiedGroup[] => {
    const verdict = verdicts[index];
    const { container } = group;
    return verdict === undefined ? [] : [{ group, verified: aVerified({ container, verdict }), verifiedAt: NOW }];
  });
  return {
    deployment: 'dev',
    account: '111122223333',
    region: 'eu-west-1',
    source: 'sweep',
    sweep: SWEEP,
    startedAt: NOW,
    finishedAt: NOW + MINUTE,
    trust,
    inventory,
    groups,
    verified,
    ...overrides,
  };
};

/** Makes a report, which can be parsed. */
export const makeReport = (...args: Parameters<typeof inputOf>): Report => {
  const report = toReport(inputOf(...args));
  expect(parseReport(JSON.stringify(report), 'report')).toEqual(report);
  return report;
};
