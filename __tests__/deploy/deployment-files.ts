import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The account and the region that are deployed to. */
export const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'];

/** Its ECR host. */
export const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

/** What the sample is a copy of: AWS's own sample image. */
export const SAMPLE_SOURCE = 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample';

/** The network that sample tasks run in. */
export interface Network {
  readonly subnet: string;
  readonly securityGroup: string;
}

const profile = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/dev_workloads`;

/** The deployment file of the deployment `dev`, which enforces on the sample's cluster, with some fields replaced. */
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

/** Makes a directory that a person could deploy from; its app is the real one, for the provider that this machine has. */
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
