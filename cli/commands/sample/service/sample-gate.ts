import type { SampleDeployment, SampleVariant } from '../../../../contracts/deployment/deployment-images';
import { formatClusterArn } from '../../../../contracts/naming/parse-arn';
import { sampleNames } from '../../../../contracts/naming/resource-names';
import { toTrustDocument } from '../../../../contracts/trust-document/trust-document';
import { gateStagesFor, modeFor, type GateStage } from '../../../../verification';
import { UsageError } from '../../../shared/usage-error';

// Every deployment comes to these two; the others need a load balancer, or several active revisions.
const STAGES = ['PRE_SCALE_UP', 'POST_SCALE_UP'] as const satisfies readonly GateStage[];

/**
 * The stage at which the gate holds a service on the sample's cluster.
 * @throws UsageError where it holds none, or would continue the unsigned one, too.
 */
export const sampleStageFor = (deployment: SampleDeployment, variant: SampleVariant): GateStage => {
  const { cluster } = sampleNames(deployment);
  const clusterArn = formatClusterArn({ ...deployment, cluster });
  const document = toTrustDocument(deployment);
  const file = `deployments/${deployment.name}.json`;
  const answered = gateStagesFor(document, clusterArn);
  const stage = STAGES.find((each) => answered.includes(each));
  if (stage === undefined)
    throw new UsageError(
      `sample service: expected a gate at ${STAGES.join(' or ')} for the cluster ${cluster} in ${file}, found ${answered.join(', ') || 'none'}`,
    );
  if (variant === 'unsigned' && modeFor(document, clusterArn) === 'audit')
    throw new UsageError(
      `sample service unsigned: expected mode enforce for the cluster ${cluster} in ${file}, found audit, in which the gate continues every deployment`,
    );
  return stage;
};
