import type { GateStage, Mode } from '../../verification/trust-document';
import type { Deployment } from './deployment';
import { hasEnforce } from './gated-clusters';

/** Some clusters with the same mode and the same stages. */
interface Scope {
  readonly clusters: string;
  readonly mode: Mode;
  readonly stages: readonly GateStage[];
}

const stagesOf = (gate: Deployment['clusters'][string]['gate'] | Deployment['gate']): readonly GateStage[] =>
  gate === undefined || gate === 'off' ? [] : gate.stages;

/** Every scope in which the gate answers. */
const gatedScopes = ({ mode, gate, clusters }: Deployment): readonly Scope[] =>
  [
    { clusters: 'every cluster that is not named', mode, stages: stagesOf(gate) },
    ...Object.entries(clusters).map(([name, cluster]) => ({
      clusters: name,
      mode: cluster.mode,
      stages: stagesOf(cluster.gate ?? gate),
    })),
  ].filter(({ stages }) => stages.length > 0);

const listOf = (scopes: readonly Scope[]): string => scopes.map(({ clusters }) => clusters).join(', ');

const gateInAudit = (deployment: Deployment): readonly string[] => {
  const audited = gatedScopes(deployment).filter(({ mode }) => mode === 'audit');
  return audited.length === 0
    ? []
    : [
        `the gate of deployment ${deployment.name} answers in clusters in audit (${listOf(audited)}): there it continues every deployment, and only announces the untrusted images`,
      ];
};

// RECONCILE_SERVICE is also before the start, but only occurs when several revisions of a service are active.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
const gateAfterStart = (deployment: Deployment): readonly string[] => {
  const late = gatedScopes(deployment).filter(({ stages }) => !stages.includes('PRE_SCALE_UP'));
  return late.length === 0
    ? []
    : [
        `the gate of deployment ${deployment.name} does not answer at PRE_SCALE_UP in ${listOf(late)}: it is the only stage that every deployment reaches before its tasks start, so untrusted tasks may run before the gate answers`,
      ];
};

const rollbackWithoutEnforce = (deployment: Deployment): readonly string[] =>
  deployment.responses.services === 'rollback' && !hasEnforce(deployment)
    ? [
        `responses.services of deployment ${deployment.name} is rollback, but no cluster is in enforce: nothing is rolled back`,
      ]
    : [];

/** What is odd about the gate and the rollback of services, but possible: one sentence for each. */
export const gateWarnings = (deployment: Deployment): readonly string[] => [
  ...gateInAudit(deployment),
  ...gateAfterStart(deployment),
  ...rollbackWithoutEnforce(deployment),
];
