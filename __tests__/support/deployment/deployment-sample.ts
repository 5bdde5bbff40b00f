import type { Deployment } from '../../../contracts/deployment/deployment';
import { deploymentImages } from '../../../contracts/deployment/deployment-images';
import { emptyLock, type Lock, type LockedImage } from '../../../contracts/lock/lock';
import { aDeployment } from './deployment';

const SIGNER = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/dev_workloads';

/** The fields of a valid deployment file that add a sample and a policy for it. */
export const sampleFields = {
  sample: { subnets: ['subnet-0a1b2c3d4e5f60718'] },
  policies: {
    sample: { repositories: ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/dev-sample/*'], signers: [SIGNER] },
  },
};

/** A deployment with a sample, with some fields replaced. */
export const aSampleDeployment = (overrides: Readonly<Record<string, unknown>> = {}): Deployment =>
  aDeployment({ ...sampleFields, ...overrides });

/** A locked image of a repository, with some fields replaced. */
export const aLockedImage = (repository: string, overrides: Partial<LockedImage> = {}): LockedImage => ({
  repository,
  tag: '0123456789abcdef0123',
  digest: `sha256:${'ab'.repeat(32)}`,
  inputs: 'cd'.repeat(32),
  profileVersionArn: `${SIGNER}/a1B2c3D4e5`,
  ...overrides,
});

/** A lock with every image of a deployment, signed if the deployment requires it. */
export const aFullLock = (deployment: Deployment): Lock => ({
  ...emptyLock(deployment.name),
  images: Object.fromEntries(
    deploymentImages(deployment).map(({ name, repository, signature }) => [
      name,
      aLockedImage(repository, signature === 'none' ? { profileVersionArn: null } : {}),
    ]),
  ),
});
