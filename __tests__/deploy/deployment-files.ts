import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The account and the region of the deployment. */
export const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'];

/** The place of the deployment `dev`. */
export const PLACE = { name: 'dev', partition: 'aws', account: ACCOUNT, region: REGION };

/** The account's ECR host. */
export const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** The source of the sample image: AWS's own sample. */
export const SAMPLE_SOURCE = 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample';

/** The network of the sample tasks. */
export interface Network {
  readonly subnet: string;
  readonly securityGroup: string;
}

const profile = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/dev_workloads`;

/** The file of the deployment `dev`, in enforce mode on the sample's cluster, with some fields replaced. */
export const deploymentFile = ({ subnet, securityGroup }: Network, overrides: object = {}): object => ({
  version: 1,
  name: 'dev',
  account: ACCOUNT,
  region: REGION,
  tags: { team: 'platform' },
  clusters: { 'dev-sample': { mode: 'enforce' } },
  signing: { profile: 'dev_workloads', repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' } },
  policies: {
    sample: { repositories: [`${HOST}/dev-sample/*`], signers: [profile] },
    shop: { repositories: [`${HOST}/shop/*`], signers: [profile] },
  },
  responses: { confirmUnsignedAfterSeconds: 1 },
  sample: { subnets: [subnet], securityGroups: [securityGroup], image: { copy: `${SAMPLE_SOURCE}:latest` } },
  ...overrides,
});

/** The role that may use break-glass. */
export const ON_CALL = `arn:aws:iam::${ACCOUNT}:role/on-call`;

/** The fields of a deployment file that add a gate, the rollback of services and break-glass. */
export const gateFields = {
  gate: { stages: ['PRE_SCALE_UP'] },
  responses: { confirmUnsignedAfterSeconds: 1, services: 'rollback' },
  breakGlass: { assumedBy: [ON_CALL] },
};

/** The fields of a deployment file that add canary images, findings and a webhook with this secret. */
export const noticeFields = (secret: string) => ({
  canary: { repository: 'dev-canary', profile: 'dev_canary' },
  securityHub: true,
  webhook: { secret },
});

/** Turns a directory into a checkout to deploy from; it runs the real app, with this machine's version of the AWS provider. */
export const makeCheckout = (directory: string): void => {
  mkdirSync(join(directory, 'deployments'), { recursive: true });
  const loader = require.resolve('tsx');
  const settings = {
    language: 'typescript',
    app: `node --import ${loader} ${join(ROOT, '__tests__/deploy/app.ts')}`,
    output: 'cdktf.out',
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
  };
  writeFileSync(join(directory, 'cdktf.json'), JSON.stringify(settings));
  writeFileSync(join(directory, 'package.json'), '{ "name": "ecs-image-trust" }');
};

/** Writes the deployment file of a checkout. */
export const writeDeployment = (directory: string, deployment: object): void =>
  writeFileSync(join(directory, 'deployments/dev.json'), JSON.stringify(deployment, null, 2));
