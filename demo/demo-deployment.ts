import { parseDeployment } from '../contracts/deployment/deployment';
import {
  serializeTrustDocument,
  type StoredTrustDocument,
  toTrustDocument,
} from '../contracts/trust-document/trust-document';
import { ACCOUNT, ECR_HOST, PARTNER_HOST, profileArn, REGION } from './demo-account';

const NAME = 'demo';

/** The signing profiles that the demo's policies trust. */
export const TRUSTED_PROFILES = {
  release: 'demo_release',
  /** Its signatures are over before anyone reads them. */
  expired: 'demo_expired',
  revoked: 'demo_revoked',
} as const;

/** The clusters on which the demo acts; on all others it only reports. */
export const ENFORCED_CLUSTERS = { standalone: 'production', service: 'shop', budget: 'batch' } as const;

/** How many tasks of one cluster may be stopped in the demo. */
export const STOP_BUDGET = 2;

const enforce = Object.fromEntries(Object.values(ENFORCED_CLUSTERS).map((name) => [name, { mode: 'enforce' }]));

/** The demo's deployment file, as a person would write it. */
export const DEMO_DEPLOYMENT = {
  version: 1,
  name: NAME,
  account: ACCOUNT,
  region: REGION,
  mode: 'audit',
  clusters: enforce,
  unmatched: 'untrusted',
  signing: {
    profile: TRUSTED_PROFILES.release,
    repositories: { workloads: ['demo/signed'], verifier: 'demo-image-trust' },
  },
  policies: {
    demo: { repositories: [`${ECR_HOST}/demo/*`], signers: Object.values(TRUSTED_PROFILES).map(profileArn) },
    partner: { repositories: [`${PARTNER_HOST}/team/*`], signers: [profileArn(TRUSTED_PROFILES.release)] },
  },
  exemptions: {
    'log-router': {
      repositories: [`${ECR_HOST}/third-party/log-router`],
      reason: 'its vendor does not sign; to be mirrored and signed by us',
      until: '2099-12-31',
    },
  },
  responses: {
    whenUnprovable: 'report',
    confirmUnsignedAfterSeconds: 1,
    stopBudget: { stops: STOP_BUDGET, minutes: 10 },
  },
};

/** The trust document of a deployment file, made as synthesis makes it. */
export const trustDocumentOf = (deployment: typeof DEMO_DEPLOYMENT): StoredTrustDocument =>
  serializeTrustDocument(toTrustDocument(parseDeployment(JSON.stringify(deployment), `${NAME}.json`)));
