import { parseDeployment, type Deployment } from '../../../contracts/deployment/deployment';

type Fields = Readonly<Record<string, unknown>>;

/** The content of a valid deployment file `deployments/dev.json` without optional fields, with some fields replaced. */
export const deploymentInput = (overrides: Fields = {}): Fields => ({
  version: 1,
  name: 'dev',
  account: '111122223333',
  region: 'eu-west-1',
  signing: {
    profile: 'dev_workloads',
    repositories: { workloads: ['shop/web'], verifier: 'dev-image-trust' },
  },
  policies: {
    web: {
      repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/*'],
      signers: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads'],
    },
  },
  ...overrides,
});

/** The deployment in that file, with its defaults. */
export const aDeployment = (overrides: Fields = {}): Deployment =>
  parseDeployment(JSON.stringify(deploymentInput(overrides)), 'deployments/dev.json');

/** The lines of the error message that parsing such a file yields. */
export const complaintsAbout = (overrides: Fields, file = 'deployments/dev.json'): readonly string[] => {
  try {
    parseDeployment(JSON.stringify(deploymentInput(overrides)), file);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : [String(error)];
  }
};
