import type { Deployment } from '../../../contracts/deployment/deployment';
import { canaryFields } from './deployment-canary';
import { aGatedDeployment } from './deployment-gated';

/** The webhook of a deployment file. */
export const WEBHOOK = { secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hook-AbCdEf' };

/** A deployment that has everything: gate, break-glass, canary images, findings and a webhook. */
export const aFullDeployment = (): Deployment =>
  aGatedDeployment({ ...canaryFields, securityHub: true, webhook: WEBHOOK });
