import type { GateLedger } from '../gate/gate-ledger';
import type { ServiceDeployment, ServiceDeploymentPorts, ServiceRevision } from '../service-deployment';
import type { Task } from '../task';
import type { VerifiedContainer } from '../verify-task';

/** The ports that rolling back a service's deployment needs. */
export interface RollbackPorts extends ServiceDeploymentPorts {
  /**
   * The ARNs of the deployments of the task's service that are waiting for their start, in progress or rolling back;
   * none when ECS no longer knows the service. Rejects when ECS could not be called.
   */
  readonly listDeployments: (task: Task) => Promise<readonly string[]>;
  /** The gate's ledger, for a deployment that waits at a pause hook while it is rolled back. */
  readonly gateLedger: Pick<GateLedger, 'changeDeployment'>;
  /** Stops a deployment so that ECS rolls it back. Rejects with a StopRefusedError when ECS refused. */
  readonly stopDeployment: (deploymentArn: string) => Promise<void>;
}

/** A container of a task, as ECS describes both, with its verdict. */
export interface StartedContainer {
  readonly task: Task;
  readonly verified: VerifiedContainer;
}

/**
 * Whether tasks of a revision run the digest of the container. ECS may have resolved the tag to an index, whose digest
 * the task's reference then has, while the task reports the digest of its platform.
 */
const isRunBy = (
  { containers, taskDefinitionArn }: ServiceRevision,
  { task, verified: { container, image } }: StartedContainer,
): boolean => {
  const running = [image?.digest, image?.reference.digest].filter((digest) => digest !== undefined);
  return containers.some(({ name, imageDigest }) => {
    if (name !== container.name) return false;
    if (imageDigest === null || running.length === 0) return taskDefinitionArn === task.taskDefinitionArn;
    return running.includes(imageDigest);
  });
};

const hasStarted = async (
  { clusterArn, progress, targetRevisionArn }: ServiceDeployment,
  started: StartedContainer,
  { describeRevision }: RollbackPorts,
): Promise<boolean> => {
  if (clusterArn !== started.task.clusterArn || progress === 'ended' || targetRevisionArn === null) return false;
  const revision = await describeRevision(targetRevisionArn);
  return revision !== undefined && isRunBy(revision, started);
};

/**
 * The deployment whose tasks run this container's image: the one in progress, else one that is rolling back; undefined
 * when there is none.
 * @throws what the ports throw.
 */
export const findDeployment = async (
  started: StartedContainer,
  ports: RollbackPorts,
): Promise<ServiceDeployment | undefined> => {
  let rollingBack: ServiceDeployment | undefined;
  for (const arn of await ports.listDeployments(started.task)) {
    const deployment = await ports.describeDeployment(arn);
    if (deployment === undefined || !(await hasStarted(deployment, started, ports))) continue;
    if (deployment.progress === 'in-progress') return deployment;
    rollingBack = deployment;
  }
  return rollingBack;
};
