import { hasCanary, type CanaryDeployment } from '../../../contracts/deployment/deployment-images';
import { aDeployment } from './deployment';

/** The fields of a valid deployment file that add canary images. */
export const canaryFields = { canary: { repository: 'dev-canary', profile: 'dev_canary' } };

/** A deployment with canary images, with some fields replaced. */
export const aCanaryDeployment = (overrides: Readonly<Record<string, unknown>> = {}): CanaryDeployment => {
  const deployment = aDeployment({ ...canaryFields, ...overrides });
  if (!hasCanary(deployment)) throw new Error('expected a deployment with canary images');
  return deployment;
};
