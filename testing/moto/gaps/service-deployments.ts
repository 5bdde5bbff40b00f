import * as z from 'zod';
import { toAwsCall } from '../../aws/aws-call';
import { AwsError } from '../../aws/aws-error';
import { errorResponse } from '../../aws/aws-response';
import { deploymentActions } from '../../ecs/deployment-actions';
import { deploymentConfigurationShape, pauseHooksOf } from '../../ecs/deployment-configuration';
import { nameOf, serviceArnOf } from '../../ecs/ecs-arns';
import { parseEcsInput } from '../../ecs/parse-ecs-input';
import type { HookChange } from '../../ecs/hook-event';
import type { ServiceInput } from '../../ecs/service-deployment';
import { ServiceDeployments } from '../../ecs/service-deployments';
import { workloadOf } from '../../ecs/task-definitions';
import type { HttpResponse } from '../../http/http-message';
import { changeJson, type HandleCall, type Interceptor, jsonInput, type MotoCall, withJson } from '../moto-call';

const TARGET = 'AmazonEC2ContainerServiceV20141113';

/** Settings of {@link serviceDeployments}. */
export interface DeploymentSettings {
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Sends the event about a pause hook that has changed, before the caller receives the response. */
  readonly sendHookEvent: (change: HookChange) => Promise<void>;
}

const serviceShape = z.looseObject({ serviceArn: z.string(), clusterArn: z.string(), taskDefinition: z.string() });
const outputShape = z.looseObject({ service: serviceShape });
const definitionShape = z.looseObject({
  taskDefinition: z.looseObject({
    taskDefinitionArn: z.string(),
    containerDefinitions: z.array(z.looseObject({ name: z.string(), image: z.string() })),
  }),
});

type Described = z.output<typeof serviceShape>;
type Configuration = z.output<typeof deploymentConfigurationShape>;

const parseBody = <Shape>({ body }: HttpResponse, shape: z.ZodType<Shape>): Shape =>
  shape.parse(JSON.parse(body.toString()));

const toService = ({ clusterArn, serviceArn }: Described): ServiceInput => ({
  clusterArn,
  service: nameOf(serviceArn),
});

const changedShape = z.looseObject({ deploymentConfiguration: deploymentConfigurationShape.optional() });

/** The deployment configuration that a service is created or updated with; ECS has a default for a new service. */
const configurationIn = (call: MotoCall): Configuration | undefined => {
  const { deploymentConfiguration } = parseEcsInput({ action: call.operation, input: jsonInput(call) }, changedShape);
  const isNew = call.operation === 'CreateService';
  return deploymentConfiguration ?? (isNew ? deploymentConfigurationShape.parse({}) : undefined);
};

const describeWorkload = async (call: MotoCall, moto: HandleCall, taskDefinition: string) => {
  const operation = 'DescribeTaskDefinition';
  const headers = { ...call.headers, 'x-amz-target': `${TARGET}.${operation}` };
  const response = await moto(withJson({ ...call, operation, headers }, { taskDefinition }));
  return workloadOf(parseBody(response, definitionShape).taskDefinition);
};

/** The services that passed by, with their deployments. */
class PassedServices {
  private readonly configurations = new Map<string, Configuration>();
  private readonly changes: HookChange[] = [];
  private readonly deployments: ServiceDeployments;
  private readonly actions: ReturnType<typeof deploymentActions>;

  constructor(private readonly settings: DeploymentSettings) {
    const onHookChange = (change: HookChange): void => void this.changes.push(change);
    this.deployments = new ServiceDeployments({ now: settings.now, onHookChange });
    this.actions = deploymentActions(this.deployments, ({ region }, { cluster = 'default', service }) => {
      const clusterArn = `arn:aws:ecs:${region}:${settings.account}:cluster/${nameOf(cluster)}`;
      const found = { clusterArn, service: nameOf(service) };
      if (this.configurations.has(serviceArnOf(clusterArn, found.service))) return found;
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    });
  }

  /**
   * Responds to a call of the deployment API; undefined for other calls.
   * @throws AwsError when the call is invalid.
   */
  respond(call: MotoCall): HttpResponse | Promise<HttpResponse> | undefined {
    const action = new Map(Object.entries(this.actions)).get(call.operation);
    return action?.(toAwsCall({ ...call, host: '' }, this.settings.now()).call);
  }

  /** Starts the deployment that a service's creation or update causes. */
  async follow(call: MotoCall, moto: HandleCall, service: Described): Promise<void> {
    const { taskDefinition, forceNewDeployment } = jsonInput(call);
    const configuration = configurationIn(call) ?? this.configurations.get(service.serviceArn);
    if (configuration === undefined) return;
    this.configurations.set(service.serviceArn, configuration);
    if (taskDefinition === undefined && forceNewDeployment !== true) return;
    this.deployments.start({
      ...toService(service),
      revision: await describeWorkload(call, moto, service.taskDefinition),
      strategy: configuration.strategy,
      hooks: pauseHooksOf(configuration),
    });
  }

  /** Forgets a service that was deleted. */
  forget(service: Described): void {
    this.configurations.delete(service.serviceArn);
    this.deployments.forgetService(toService(service));
  }

  /** The service as ECS describes it, with its pause hooks and its deployment. */
  complete(service: Described): object {
    const deploymentConfiguration = this.configurations.get(service.serviceArn);
    const [current] = this.deployments.ofService(toService(service));
    return {
      ...service,
      ...(deploymentConfiguration && { deploymentConfiguration }),
      ...(current && { currentServiceDeployment: current.arn }),
    };
  }

  /** Sends the events about hooks that have changed. */
  async sendEvents(): Promise<void> {
    for (let change = this.changes.shift(); change; change = this.changes.shift())
      await this.settings.sendHookEvent(change);
  }
}

const completeAll = (services: PassedServices, response: HttpResponse): HttpResponse =>
  changeJson(response, ({ service, services: several, ...rest }) => ({
    ...rest,
    ...(service !== undefined && { service: services.complete(serviceShape.parse(service)) }),
    ...(several !== undefined && {
      services: z
        .array(serviceShape)
        .parse(several)
        .map((each) => services.complete(each)),
    }),
  }));

/**
 * Adds service deployments to moto, which has none: a service that is created or updated gets a deployment that pauses
 * at its pause hooks.
 */
export const serviceDeployments = (settings: DeploymentSettings): Interceptor => {
  const services = new PassedServices(settings);
  const followed = async (call: MotoCall, moto: HandleCall): Promise<HttpResponse> => {
    // Validates the configuration before moto, which ignores it, changes the service.
    configurationIn(call);
    const response = await moto(call);
    if (response.status === 200) await services.follow(call, moto, parseBody(response, outputShape).service);
    return completeAll(services, response);
  };
  const respond = async (call: MotoCall, moto: HandleCall): Promise<HttpResponse> => {
    if (call.operation === 'CreateService' || call.operation === 'UpdateService') return followed(call, moto);
    const own = await services.respond(call);
    if (own) return own;
    const response = await moto(call);
    if (call.operation === 'DeleteService' && response.status === 200)
      services.forget(parseBody(response, outputShape).service);
    return call.operation === 'DescribeServices' ? completeAll(services, response) : response;
  };
  return async (call, moto) => {
    if (call.service !== 'ecs') return moto(call);
    try {
      return await respond(call, moto);
    } catch (error) {
      if (error instanceof AwsError) return errorResponse(error, 'json');
      throw error;
    } finally {
      await services.sendEvents();
    }
  };
};
