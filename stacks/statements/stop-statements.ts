import type { Deployment } from '../../contracts/deployment/deployment';
import { arnOf } from '../../contracts/naming/resource-arns';
import type { Statement } from '../policy-document';
import { allow, deny } from './allow';
import { clustersOf } from './clusters-of';
import { deploymentsIn } from './gate-statements';

type ResourcesIn = (deployment: Deployment, cluster: string) => readonly string[];

/** One action of enforce, and the statements that allow it in enforce clusters. */
interface Enforcement {
  readonly action: string;
  readonly allowed: string;
  readonly denied: string;
  readonly resources: ResourcesIn;
}

const STOP_TASKS: Enforcement = {
  action: 'ecs:StopTask',
  allowed: 'StopTasksOnEnforceClusters',
  denied: 'DenyStopOnAuditClusters',
  resources: (deployment, cluster) => [arnOf(deployment, 'ecs', `task/${cluster}/*`)],
};

const ROLL_BACK_SERVICES: Enforcement = {
  action: 'ecs:StopServiceDeployment',
  allowed: 'RollBackServicesOnEnforceClusters',
  denied: 'DenyRollbackOnAuditClusters',
  resources: deploymentsIn,
};

const statementsFor = (deployment: Deployment, enforcement: Enforcement): readonly Statement[] => {
  const { action, allowed, denied, resources } = enforcement;
  const resourcesIn = (mode: Deployment['mode']): readonly string[] =>
    clustersOf(deployment, (cluster) => cluster.mode === mode).flatMap((cluster) => resources(deployment, cluster));
  switch (deployment.mode) {
    case 'audit': {
      const enforced = resourcesIn('enforce');
      return enforced.length === 0 ? [] : [allow(allowed, [action], enforced)];
    }
    case 'enforce': {
      const audited = resourcesIn('audit');
      const everywhere = allow(allowed, [action], resources(deployment, '*'));
      return audited.length === 0 ? [everywhere] : [everywhere, deny(denied, [action], audited)];
    }
  }
};

/**
 * Lets the launch function stop tasks of enforce clusters and, where the deployment file says so, roll back the
 * deployments of their services, and of no others. Empty if no cluster is in enforce.
 */
export const stopStatements = (deployment: Deployment): readonly Statement[] => [
  ...statementsFor(deployment, STOP_TASKS),
  ...(deployment.responses.services === 'rollback' ? statementsFor(deployment, ROLL_BACK_SERVICES) : []),
];
