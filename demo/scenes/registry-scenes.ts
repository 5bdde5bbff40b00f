import { differing } from '../differing';
import { ECR_HOST, PARTNER_HOST } from '../demo-account';
import { inconclusive, untrusted } from '../one-container';
import type { Evidence } from '../evidence';
import type { Scene, SceneEvent } from '../scene';
import { describeTask } from '../task-description';

const DIGEST = `sha256:${'57a9'.repeat(16)}`;
const UNKNOWN_HOST = 'registry.unknown.example';
const LOOK_ALIKE_HOST = `${ECR_HOST}.unknown.example`;

const runsFrom = (repository: string): readonly SceneEvent[] => {
  const container = { name: 'web', image: `${repository}@${DIGEST}`, imageDigest: DIGEST };
  return [{ kind: 'task', task: describeTask({ containers: [container] }) }];
};

const notContacted =
  (host: string): ((evidence: Evidence) => readonly string[]) =>
  ({ wasContacted }) =>
    wasContacted(host) ? [`${host}: expected no connection, found one`] : [];

/** Registries that must never receive ECR credentials; the gateway records the credentials of each request. */
export const REGISTRY_SCENES: readonly Scene[] = [
  {
    name: 'unknown-registry',
    explanation: 'No policy covers the registry: the image is untrusted, and the registry is never contacted.',
    setUp: async () => runsFrom(`${UNKNOWN_HOST}/demo/app`),
    expected: { containers: [untrusted('no-policy')] },
    alsoExpected: notContacted(UNKNOWN_HOST),
  },
  {
    name: 'look-alike',
    explanation: "The host starts with the name of the account's ECR registry, but belongs to someone else.",
    setUp: async () => runsFrom(`${LOOK_ALIKE_HOST}/demo/app`),
    expected: { containers: [untrusted('no-policy')] },
    alsoExpected: notContacted(LOOK_ALIKE_HOST),
  },
  {
    name: 'partner-registry',
    explanation: 'A policy covers a registry outside ECR: it is contacted without credentials and denies access.',
    setUp: async () => runsFrom(`${PARTNER_HOST}/team/app`),
    expected: inconclusive('service', 'registry-denied'),
    alsoExpected: (evidence) => {
      const sent = new Set(evidence.requestsTo(PARTNER_HOST).map(({ authorization }) => authorization));
      return differing(`credentials sent to ${PARTNER_HOST}`, 'none', [...sent].join(', ') || 'no request');
    },
  },
];
