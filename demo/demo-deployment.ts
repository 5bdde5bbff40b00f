import { type Deployment, parseDeployment } from '../contracts/deployment/deployment';
import {
  serializeTrustDocument,
  type StoredTrustDocument,
  toTrustDocument,
} from '../contracts/trust-document/trust-document';
import { ACCOUNT, ECR_HOST, PARTNER_HOST, PUBLIC_HOST, profileArn, REGION } from './demo-account';

const NAME = 'demo';

/** The signing profiles that the demo's policies trust. */
export const TRUSTED_PROFILES = {
  release: 'demo_release',
  /** Its signatures have already expired when they are made. */
  expired: 'demo_expired',
  revoked: 'demo_revoked',
} as const;

/** The clusters in enforce mode; all others are in audit mode. */
export const ENFORCED_CLUSTERS = { standalone: 'production', service: 'shop', budget: 'batch' } as const;

/** The clusters whose services the deployment gate holds, by their mode. */
export const GATED_CLUSTERS = { enforce: 'checkout', audit: 'staging' } as const;

/** The secret with the address and the key of the webhook. */
export const WEBHOOK_SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:demo-webhook-AbCdEf`;

/** The key of the tag that names the owner of a service or task. */
export const OWNER_TAG = 'owner';

/** The stages at which the gate answers pause hooks. */
const GATE = { stages: ['PRE_SCALE_UP', 'PRE_PRODUCTION_TRAFFIC_SHIFT'] };

/** The stop budget of each cluster: how many tasks may be stopped there. */
export const STOP_BUDGET = 2;

const enforce = Object.fromEntries(Object.values(ENFORCED_CLUSTERS).map((name) => [name, { mode: 'enforce' }]));

/** The demo's deployment file. */
export const DEMO_DEPLOYMENT = {
  version: 1,
  name: NAME,
  account: ACCOUNT,
  region: REGION,
  mode: 'audit',
  clusters: {
    ...enforce,
    [GATED_CLUSTERS.enforce]: { mode: 'enforce', gate: GATE },
    [GATED_CLUSTERS.audit]: { mode: 'audit', gate: GATE },
  },
  unmatched: 'untrusted',
  signing: {
    profile: TRUSTED_PROFILES.release,
    repositories: { workloads: ['demo/signed'], verifier: 'demo-image-trust' },
  },
  policies: {
    demo: { repositories: [`${ECR_HOST}/demo/*`], signers: Object.values(TRUSTED_PROFILES).map(profileArn) },
    partner: { repositories: [`${PARTNER_HOST}/team/*`], signers: [profileArn(TRUSTED_PROFILES.release)] },
    public: { repositories: [`${PUBLIC_HOST}/demo/*`], signers: [profileArn(TRUSTED_PROFILES.release)] },
  },
  exemptions: {
    'log-router': {
      repositories: [`${ECR_HOST}/third-party/log-router`],
      reason: 'the vendor does not sign this image; we will mirror and sign it',
      until: '2099-12-31',
    },
  },
  sweep: { ownerTag: OWNER_TAG },
  securityHub: true,
  webhook: { secret: WEBHOOK_SECRET },
  breakGlass: { assumedBy: [`arn:aws:iam::${ACCOUNT}:role/on-call`] },
  responses: {
    whenUnprovable: 'report',
    services: 'rollback',
    confirmUnsignedAfterSeconds: 1,
    stopBudget: { stops: STOP_BUDGET, minutes: 10 },
  },
};

/** A variant of the demo's deployment file. */
export type DeploymentFile = typeof DEMO_DEPLOYMENT;

/** Parses a variant of the demo's deployment file, which fills in the defaults. */
export const toDeployment = (file: DeploymentFile): Deployment => parseDeployment(JSON.stringify(file), `${NAME}.json`);

/** The trust document that synthesis writes for a variant of the demo's deployment file. */
export const toStoredTrustDocument = (file: DeploymentFile): StoredTrustDocument =>
  serializeTrustDocument(toTrustDocument(toDeployment(file)));
