import type { Report } from '../../../contracts/report/report-schema';
import { CLUSTER, digestOf, ECR, TASK, TASK_DEFINITION } from '../domain/domain';

type Image = Report['images'][number];
type Task = Report['tasks'][number];

export const SWEEP = '2026-03-01T12:00:00.000Z';

/** An image of a report that is not signed. */
export const aReportImage = (overrides: Partial<Image> = {}): Image => ({
  image: `${ECR}/shop/web:1`,
  repository: `${ECR}/shop/web`,
  digest: digestOf('a'),
  verdict: 'untrusted',
  reason: 'unsigned',
  cause: null,
  policy: 'shop',
  rule: null,
  detail: 'no signature was found',
  signatures: [],
  rejectedSignatures: [],
  verifiedAt: '2026-03-01T12:01:00.000Z',
  revocationCheckedAt: null,
  ...overrides,
});

/** A task of the service `web` with one container `web` that runs the first image. */
export const aReportTask = (overrides: Partial<Task> = {}): Task => ({
  task: TASK,
  cluster: CLUSTER,
  service: 'web',
  workload: 'service',
  owner: null,
  taskDefinition: TASK_DEFINITION,
  startedAt: null,
  containers: [{ name: 'web', image: 0, firstSeen: '2026-02-28T08:00:00.000Z', announced: true }],
  ...overrides,
});

/** The report of a sweep of the deployment `dev`, with one task that runs an image that is not signed. */
export const aReport = (overrides: Partial<Report> = {}): Report => ({
  version: 1,
  deployment: 'dev',
  account: '111122223333',
  region: 'eu-west-1',
  source: 'sweep',
  sweep: SWEEP,
  startedAt: '2026-03-01T12:00:02.000Z',
  finishedAt: '2026-03-01T12:05:00.000Z',
  trustDocument: '0f'.repeat(32),
  coverage: {
    clusters: 1,
    clustersNotRead: 0,
    services: 1,
    tasks: 1,
    containers: 1,
    trusted: 0,
    untrusted: 1,
    exempt: 0,
    notCovered: 0,
  },
  changes: null,
  exemptions: [],
  grants: [],
  clusters: [{ cluster: CLUSTER, mode: 'audit', gate: [], problem: null }],
  services: [{ cluster: CLUSTER, service: 'web', owner: null }],
  images: [aReportImage()],
  tasks: [aReportTask()],
  ...overrides,
});
