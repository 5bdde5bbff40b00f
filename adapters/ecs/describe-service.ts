import {
  DescribeServicesCommand,
  type DeploymentLifecycleHook,
  type ECSClient,
  type Service as EcsService,
} from '@aws-sdk/client-ecs';
import type { HookAction } from '../../verification';

/** A lifecycle hook of a service, as its deployment configuration has it. */
export interface ServiceHook {
  readonly kind: 'pause' | 'lambda';
  readonly stages: readonly string[];
  readonly timeoutMinutes: number;
  /** What ECS does when no one has answered in time. */
  readonly timeoutAction: HookAction;
}

/** A service, as ECS describes it now. */
export interface Service {
  readonly serviceArn: string;
  readonly clusterArn: string;
  /** The task definition that its next deployment uses unless it is changed; null if ECS does not say. */
  readonly taskDefinitionArn: string | null;
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy: string;
  /** `ECS`, or what else controls its deployments: only ECS has lifecycle hooks. */
  readonly controller: string;
  readonly hooks: readonly ServiceHook[];
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookTimeoutConfiguration.html
const DEFAULT_TIMEOUT_MINUTES = 1_440;

/** A hook as the deployment configuration of a service has it, with ECS's defaults. */
export const toServiceHook = ({
  targetType,
  lifecycleStages = [],
  timeoutConfiguration,
}: DeploymentLifecycleHook): ServiceHook => ({
  kind: targetType === 'PAUSE' ? 'pause' : 'lambda',
  stages: lifecycleStages,
  timeoutMinutes: timeoutConfiguration?.timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES,
  timeoutAction: timeoutConfiguration?.action === 'CONTINUE' ? 'continue' : 'roll-back',
});

const toService = (service: EcsService): Service => ({
  serviceArn: service.serviceArn ?? '',
  clusterArn: service.clusterArn ?? '',
  taskDefinitionArn: service.taskDefinition ?? null,
  strategy: service.deploymentConfiguration?.strategy ?? 'ROLLING',
  controller: service.deploymentController?.type ?? 'ECS',
  hooks: (service.deploymentConfiguration?.lifecycleHooks ?? []).map(toServiceHook),
});

/** Describes a service of a cluster; undefined when there is none, or it was deleted. Throws what the SDK throws. */
export const serviceDescriber =
  (client: ECSClient) =>
  async (cluster: string, service: string): Promise<Service | undefined> => {
    const { services, failures } = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
    const found = services?.[0];
    if (found !== undefined) return found.status === 'INACTIVE' ? undefined : toService(found);
    if (failures?.[0]?.reason === 'MISSING') return undefined;
    throw new Error(`ecs:DescribeServices: expected ${service} or MISSING, found ${JSON.stringify(failures)}`);
  };
