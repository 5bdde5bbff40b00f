import type { Deployment } from '../../../contracts/deployment/deployment';
import { aDeployment } from './deployment';

/** The fields of a valid deployment file that add the gate, the rollback of services and break-glass. */
export const gatedFields = {
  clusters: { payments: { mode: 'enforce' } },
  gate: { stages: ['PRE_SCALE_UP'] },
  responses: { services: 'rollback' },
  breakGlass: { assumedBy: ['arn:aws:iam::111122223333:role/on-call'] },
};

/** A deployment with the gate, the rollback of services and break-glass, with some fields replaced. */
export const aGatedDeployment = (overrides: Readonly<Record<string, unknown>> = {}): Deployment =>
  aDeployment({ ...gatedFields, ...overrides });
