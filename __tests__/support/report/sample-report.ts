import type { Report } from '../../../contracts/report/report-schema';
import {
  ACCOUNT,
  REGION,
  clusterArn,
  daysBefore,
  digestOf,
  hashOf,
  reportContainer,
  reportOf,
  repositoryOf,
  type ReportTask,
} from './report-parts';
import { SAMPLE_IMAGES } from './sample-images';

/** Cluster, service, owner, number of tasks, and the containers with the index of their image. */
const WORKLOADS: readonly (readonly [
  string,
  string | null,
  string | null,
  number,
  readonly (readonly [string, number])[],
])[] = [
  [
    'shop',
    'checkout',
    'team-checkout',
    4,
    [
      ['app', 0],
      ['otel', 3],
    ],
  ],
  [
    'shop',
    'catalogue',
    'team-catalogue',
    3,
    [
      ['app', 1],
      ['agent', 8],
    ],
  ],
  [
    'shop',
    'search',
    'team-catalogue',
    3,
    [
      ['app', 2],
      ['otel', 3],
    ],
  ],
  [
    'payments',
    'ledger',
    'team-payments',
    2,
    [
      ['ledger', 4],
      ['otel', 3],
    ],
  ],
  [
    'payments',
    'reconcile',
    'team-payments',
    2,
    [
      ['app', 0],
      ['ecs-service-connect-Xk2', 9],
    ],
  ],
  ['analytics', 'etl', 'team-data', 2, [['etl', 6]]],
  ['analytics', 'notebooks', 'team-data', 3, [['jupyter', 7]]],
  ['analytics', null, null, 1, [['debug', 5]]],
];

const toTasks = ([cluster, service, owner, count, containers]: (typeof WORKLOADS)[number]): readonly ReportTask[] =>
  Array.from({ length: count }, (_, index) => ({
    task: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/${cluster}/${hashOf(`${cluster} ${service ?? ''} ${String(index)}`).slice(0, 32)}`,
    cluster: clusterArn(cluster),
    service,
    workload: service === null ? ('standalone' as const) : ('service' as const),
    owner,
    taskDefinition: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${service ?? 'debug'}:${String(40 + index)}`,
    startedAt: daysBefore(6 + index),
    containers: containers.map(([name, image]) => ({
      ...reportContainer(name, image, 6 + index),
      announced: image !== 4,
    })),
  }));

const CHANGES: Report['changes'] = {
  since: '2026-11-26T11:00:00.000Z',
  list: [
    {
      kind: 'verdict-changed',
      cluster: clusterArn('payments'),
      service: 'ledger',
      image: `${repositoryOf('payments/ledger')}:1.31.0`,
      digest: digestOf('payments/ledger:1.31.0'),
      before: { verdict: 'trusted', reason: null },
      after: { verdict: 'untrusted', reason: 'revoked' },
    },
    {
      kind: 'appeared',
      cluster: clusterArn('analytics'),
      service: null,
      image: `${repositoryOf('tools/debug-shell')}:latest`,
      digest: digestOf('tools/debug-shell:latest'),
      before: null,
      after: { verdict: 'untrusted', reason: 'unsigned' },
    },
    {
      kind: 'gone',
      cluster: clusterArn('shop'),
      service: 'checkout',
      image: `${repositoryOf('shop/checkout')}:4.18.1`,
      digest: digestOf('shop/checkout:4.18.1'),
      before: { verdict: 'trusted', reason: null },
      after: null,
    },
  ],
  more: 0,
};

/** A report about 20 tasks in 3 clusters, with something in every section, and a fourth cluster that could not be read. */
export const sampleReport = (overrides: Partial<Report> = {}): Report =>
  reportOf({
    clusters: [
      { cluster: clusterArn('shop'), mode: 'enforce', gate: ['PRE_SCALE_UP'], problem: null },
      { cluster: clusterArn('payments'), mode: 'enforce', gate: ['PRE_SCALE_UP'], problem: null },
      { cluster: clusterArn('analytics'), mode: 'audit', gate: [], problem: null },
      { cluster: clusterArn('legacy'), mode: 'audit', gate: [], problem: 'ecs:ListTasks was denied (AccessDenied)' },
    ],
    services: WORKLOADS.flatMap(([cluster, service, owner]) =>
      service === null ? [] : [{ cluster: clusterArn(cluster), service, owner }],
    ),
    images: SAMPLE_IMAGES,
    tasks: WORKLOADS.flatMap(toTasks),
    changes: CHANGES,
    exemptions: [
      {
        name: 'vendor-agents',
        reason: 'The vendor signs from January on (SEC-2214)',
        until: daysBefore(-36),
        containers: 3,
      },
      { name: 'legacy-batch', reason: 'Replaced by analytics/etl (DATA-77)', until: daysBefore(-4), containers: 0 },
    ],
    grants: [
      {
        id: 'g-20261126-0900',
        cluster: clusterArn('analytics'),
        subject: `${repositoryOf('analytics/etl')}@${digestOf('analytics/etl:feature-412')}`,
        reason: 'INC-4711: the fix cannot be signed, AWS Signer is down',
        grantedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/on-call/jane`,
        until: '2026-11-26T21:00:00.000Z',
      },
    ],
    ...overrides,
  });
