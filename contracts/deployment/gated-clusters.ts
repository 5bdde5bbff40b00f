import { GATE_STAGES, type GateStage } from '../../verification/trust-document';
import { DEFAULT_ALARM_AFTER_MINUTES } from './gate-field';
import type { Deployment } from './deployment';

type Gated = Pick<Deployment, 'gate' | 'clusters'>;

/** Every stage at which the gate answers in some cluster, in ECS's order; none: the gate is off everywhere. */
export const gateStages = ({ gate, clusters }: Gated): readonly GateStage[] => {
  const own = Object.values(clusters).flatMap(({ gate: each }) =>
    each === undefined || each === 'off' ? [] : each.stages,
  );
  const all = [...(gate?.stages ?? []), ...own];
  return GATE_STAGES.filter((stage) => all.includes(stage));
};

/** Whether the gate answers in some cluster. */
export const hasGate = (deployment: Gated): boolean => gateStages(deployment).length > 0;

/** After how many minutes of waiting for the gate a service deployment sets off the alarm. */
export const alarmAfterMinutes = ({ gate }: Pick<Deployment, 'gate'>): number =>
  gate?.alarmAfterMinutes ?? DEFAULT_ALARM_AFTER_MINUTES;

/** Whether some cluster is in enforce. */
export const hasEnforce = ({ mode, clusters }: Pick<Deployment, 'mode' | 'clusters'>): boolean =>
  mode === 'enforce' || Object.values(clusters).some((cluster) => cluster.mode === 'enforce');

/** Whether the deployment of a service may be rolled back in some cluster when its task runs an untrusted image. */
export const rollsBackServices = ({
  responses,
  ...deployment
}: Pick<Deployment, 'responses' | 'mode' | 'clusters'>): boolean =>
  responses.services === 'rollback' && hasEnforce(deployment);

/** Whether the launch function reads service deployments: for the gate, or to roll back the deployments of services. */
export const readsDeployments = (deployment: Gated & Parameters<typeof rollsBackServices>[0]): boolean =>
  hasGate(deployment) || rollsBackServices(deployment);
