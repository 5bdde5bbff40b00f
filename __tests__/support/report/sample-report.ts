import type { Report } from '../../../contracts/report/report-schema';
import {
  clusterArn,
  daysBefore,
  digestOf,
  hashOf,
  notTrusted,
  reportContainer,
  reportImage,
  reportOf,
  repositoryOf,
  signatureBy,
  signerArn,
  ACCOUNT,
  REGION,
  type ReportImage,
  type ReportTask,
} from './report-parts';

const IMAGES: readonly ReportImage[] = [
  reportImage('shop/checkout', '4.18.2'),
  reportImage('shop/catalogue', '2.7.0', {
    detail: 'Signed by 2 signers of the policy',
    signatures: [
      signatureBy('release_pipeline', 'shop/catalogue'),
      signatureBy('security_review', 'shop/catalogue review', 8),
    ],
  }),
  reportImage('shop/search', '9.0.1', { policy: 'default' }),
  reportImage('platform/otel-collector', '0.141.0', { policy: 'platform' }),
  reportImage(
    'payments/ledger',
    '1.31.0',
    notTrusted({
      verdict: 'untrusted',
      reason: 'revoked',
      detail: 'The signing job was revoked on 2026-11-26: key of a build machine was stolen',
      rejectedSignatures: [{ digest: digestOf('revoked'), signer: signerArn('release_pipeline'), reason: 'revoked' }],
      revocationCheckedAt: '2026-11-26T12:00:20.000Z',
    }),
  ),
  reportImage(
    'tools/debug-shell',
    'latest',
    notTrusted({ verdict: 'untrusted', reason: 'unsigned', detail: 'No signature is attached to the image' }),
  ),
  reportImage(
    'analytics/etl',
    'feature-412',
    notTrusted({
      verdict: 'untrusted',
      reason: 'signer-not-trusted',
      detail: 'Signed, but by no signer of the policy default',
      policy: 'default',
      rejectedSignatures: [
        { digest: digestOf('sandbox'), signer: signerArn('sandbox_pipeline'), reason: 'signer-not-trusted' },
      ],
    }),
  ),
  reportImage(
    'analytics/notebooks',
    '5.2.0',
    notTrusted({
      verdict: 'inconclusive',
      cause: 'service',
      reason: 'registry-denied',
      detail: 'The registry answered 403 to the request for the manifest',
    }),
  ),
  reportImage(
    'vendor/metrics-agent',
    '7.61.0',
    notTrusted({
      verdict: 'exempt',
      rule: 'vendor-agents',
      policy: null,
      detail: 'The exemption vendor-agents applies',
    }),
  ),
  reportImage(
    'none',
    'none',
    notTrusted({
      image: null,
      repository: null,
      digest: null,
      verdict: 'exempt',
      rule: 'aws-managed-sidecar',
      policy: null,
      detail: 'AWS added the container',
    }),
  ),
];

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
    images: IMAGES,
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
