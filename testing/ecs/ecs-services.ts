import type * as z from 'zod';
import type { AwsCall } from '../aws/aws-call';
import { AwsError } from '../aws/aws-error';
import { deploymentActions } from './deployment-actions';
import { deploymentConfigurationShape, toLifecycleHooks } from './deployment-configuration';
import { nameOf, serviceArnOf } from './ecs-arns';
import { serviceActions } from './service-actions';
import type { Deployment, DeploymentInput, ServiceInput, ServiceTag } from './service-deployment';
import { type ModelSettings, ServiceDeployments } from './service-deployments';
import { TaskDefinitions } from './task-definitions';
import type { AwsActions } from '../aws/aws-response';

/** A service, as far as the emulation keeps it beside its deployments. */
export interface Service extends ServiceInput {
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly tags?: readonly ServiceTag[];
  readonly deploymentConfiguration: z.output<typeof deploymentConfigurationShape>;
}

/** Settings of the emulation. */
export interface ServicesSettings extends ModelSettings {
  readonly account: string;
}

/** ECS's clusters, services, task definitions and service deployments, in memory. No service starts any task. */
export class EcsServices {
  private readonly services = new Map<string, Service>();
  private readonly clusters = new Set<string>();
  readonly deployments: ServiceDeployments;
  readonly taskDefinitions: TaskDefinitions;
  readonly actions: AwsActions;

  constructor(private readonly settings: ServicesSettings) {
    this.deployments = new ServiceDeployments(settings);
    this.taskDefinitions = new TaskDefinitions(settings.account);
    const findService = (call: AwsCall, { cluster, service }: { cluster?: string | undefined; service: string }) =>
      this.findService(this.findCluster(call, cluster), service);
    this.actions = {
      ...this.taskDefinitions.actions,
      ...deploymentActions(this.deployments, findService),
      ...serviceActions(this),
    };
  }

  /** Adds an empty cluster. */
  putCluster(clusterArn: string): void {
    this.clusters.add(clusterArn);
  }

  /** Starts a deployment of a service, which it creates if necessary, together with cluster and task definition. */
  startDeployment(input: DeploymentInput): Deployment {
    const { clusterArn, service, revision, hooks = [], strategy = 'ROLLING' } = input;
    const { tags = [] } = { ...this.services.get(serviceArnOf(clusterArn, service)), ...input };
    this.putCluster(clusterArn);
    this.taskDefinitions.add(revision);
    const configuration = { strategy, lifecycleHooks: toLifecycleHooks(hooks) };
    this.put({
      clusterArn,
      service,
      status: 'ACTIVE',
      taskDefinition: revision.taskDefinition,
      desiredCount: 1,
      tags,
      deploymentConfiguration: deploymentConfigurationShape.parse(configuration),
    });
    return this.deployments.start(input);
  }

  /** Adds a service, or replaces the one with the same name. */
  put(service: Service): void {
    this.services.set(serviceArnOf(service.clusterArn, service.service), service);
  }

  /** Deletes a service with everything that belongs to it; ECS still describes it for a while. */
  delete(service: ServiceInput): void {
    const found = this.services.get(serviceArnOf(service.clusterArn, service.service));
    if (found) this.put({ ...found, status: 'INACTIVE', desiredCount: 0 });
    this.deployments.forgetService(service);
  }

  /** The ARNs of the clusters in a region. */
  clustersIn(region: string): readonly string[] {
    return [...this.clusters].filter((arn) => arn.split(':')[3] === region);
  }

  /** The services of a cluster. */
  servicesIn(clusterArn: string): readonly Service[] {
    return [...this.services.values()].filter((each) => each.clusterArn === clusterArn);
  }

  /**
   * The ARN of a cluster that a caller names by name or ARN.
   * @throws AwsError when there is none.
   */
  findCluster({ region }: Pick<AwsCall, 'region'>, cluster = 'default'): string {
    const arn = `arn:aws:ecs:${region}:${this.settings.account}:cluster/${nameOf(cluster)}`;
    if (!this.clusters.has(arn)) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
    return arn;
  }

  /**
   * A service of a cluster that a caller names by name or ARN.
   * @throws AwsError when there is none.
   */
  findService(clusterArn: string, service: string): Service {
    const found = this.services.get(serviceArnOf(clusterArn, nameOf(service)));
    if (found === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
    return found;
  }

  /** Forgets everything. */
  clear(): void {
    this.services.clear();
    this.clusters.clear();
    this.deployments.clear();
    this.taskDefinitions.clear();
  }
}
