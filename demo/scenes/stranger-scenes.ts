import { differing } from '../compare-scene';
import { ECR_HOST, PARTNER_HOST } from '../demo-account';
import { inconclusive, untrusted } from '../one-container';
import type { Evidence } from '../evidence';
import type { Scene, SceneEvent } from '../scene';
import { describeTask } from '../task-description';

const DIGEST = `sha256:${'57a9'.repeat(16)}`;
const STRANGER = 'registry.stranger.example';
const LOOK_ALIKE = `${ECR_HOST}.stranger.example`;

const runsFrom = (repository: string): readonly SceneEvent[] => {
  const container = { name: 'web', image: `${repository}@${DIGEST}`, imageDigest: DIGEST };
  return [{ task: describeTask({ containers: [container] }) }];
};

const notContacted =
  (host: string): ((evidence: Evidence) => readonly string[]) =>
  ({ wasContacted }) =>
    wasContacted(host) ? [`${host}: expected no connection, found one`] : [];

/** Registries that must not be given ECR's credentials; the gateway's record shows what they were given. */
export const STRANGER_SCENES: readonly Scene[] = [
  {
    name: 'stranger',
    explanation: 'No policy covers the stranger’s registry: it is judged without being contacted.',
    setUp: async () => runsFrom(`${STRANGER}/demo/app`),
    expected: { containers: [untrusted('no-policy')] },
    alsoExpected: notContacted(STRANGER),
  },
  {
    name: 'look-alike',
    explanation: 'The host begins like the account’s own registry, and is a stranger’s all the same.',
    setUp: async () => runsFrom(`${LOOK_ALIKE}/demo/app`),
    expected: { containers: [untrusted('no-policy')] },
    alsoExpected: notContacted(LOOK_ALIKE),
  },
  {
    name: 'partner-registry',
    explanation: 'A policy names a registry that is not ECR: it is asked as anyone may, and refuses.',
    setUp: async () => runsFrom(`${PARTNER_HOST}/team/app`),
    expected: inconclusive('service', 'registry-denied'),
    alsoExpected: (evidence) => {
      const given = new Set(evidence.requestsTo(PARTNER_HOST).map(({ authorization }) => authorization));
      return differing(`credentials given to ${PARTNER_HOST}`, 'none', [...given].join(', ') || 'not asked');
    },
  },
];
