import * as z from 'zod';
import { AwsError } from '../aws/aws-error';
import { type AwsActions, jsonResult } from '../aws/aws-response';
import type { AwsCall } from '../aws/aws-call';
import { deploymentConfigurationShape, pauseHooksOf } from './deployment-configuration';
import { hasStartedTasks } from './deployment-state';
import { nameOf, serviceArnOf } from './ecs-arns';
import type { EcsServices, Service } from './ecs-services';
import { paginate } from './paginate';
import { parseEcsInput } from './parse-ecs-input';
import { workloadOf } from './task-definitions';

const pageShape = z.looseObject({
  cluster: z.string().optional(),
  maxResults: z.number().int().min(1).max(100).optional(),
  nextToken: z.string().optional(),
});
const describeShape = z.looseObject({
  cluster: z.string().optional(),
  services: z.array(z.string()).min(1).max(10),
  include: z.array(z.literal('TAGS')).default([]),
});
const createShape = z.looseObject({
  cluster: z.string().optional(),
  serviceName: z.string().regex(/^[\w-]{1,255}$/),
  taskDefinition: z.string(),
  desiredCount: z.number().int().min(0).default(0),
  deploymentConfiguration: deploymentConfigurationShape.prefault({}),
});
const updateShape = z.looseObject({
  cluster: z.string().optional(),
  service: z.string(),
  taskDefinition: z.string().optional(),
  desiredCount: z.number().int().min(0).optional(),
  deploymentConfiguration: deploymentConfigurationShape.optional(),
  forceNewDeployment: z.boolean().default(false),
});
const deleteShape = z.looseObject({
  cluster: z.string().optional(),
  service: z.string(),
  force: z.boolean().default(false),
});

const describeService = (ecs: EcsServices, service: Service): object => {
  const { clusterArn, service: serviceName, status, taskDefinition, desiredCount, deploymentConfiguration } = service;
  const deployments = ecs.deployments.ofService(service);
  const [current] = deployments;
  const running = deployments.find(({ state }) => state.status === 'SUCCESSFUL' || hasStartedTasks(state));
  return {
    serviceArn: serviceArnOf(clusterArn, serviceName),
    serviceName,
    clusterArn,
    status,
    desiredCount,
    runningCount: 0,
    pendingCount: 0,
    taskDefinition,
    deploymentConfiguration,
    deploymentController: { type: 'ECS' },
    lifecycleHookDetails: [],
    ...(current && { currentServiceDeployment: current.arn }),
    currentServiceRevisions: running === undefined ? [] : [{ arn: running.targetRevisionArn }],
  };
};

const startFor = (ecs: EcsServices, service: Service): void => {
  const { strategy, ...rest } = service.deploymentConfiguration;
  const revision = workloadOf(ecs.taskDefinitions.find(service.taskDefinition));
  ecs.put(service);
  ecs.deployments.start({ ...service, revision, strategy, hooks: pauseHooksOf({ strategy, ...rest }) });
};

const findActive = (ecs: EcsServices, clusterArn: string, name: string): Service | undefined =>
  ecs.servicesIn(clusterArn).find(({ service, status }) => status === 'ACTIVE' && service === nameOf(name));

const activeService = (ecs: EcsServices, clusterArn: string, name: string): Service => {
  const found = findActive(ecs, clusterArn, name);
  if (found) return found;
  ecs.findService(clusterArn, name);
  throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
};

const createService = (ecs: EcsServices, call: AwsCall): object => {
  const { cluster, serviceName, desiredCount, ...input } = parseEcsInput(call, createShape);
  const clusterArn = ecs.findCluster(call, cluster);
  if (findActive(ecs, clusterArn, serviceName))
    throw new AwsError('InvalidParameterException', 'Creation of service was not idempotent.');
  const { taskDefinitionArn: taskDefinition } = ecs.taskDefinitions.find(input.taskDefinition);
  const { deploymentConfiguration } = input;
  const service: Service = {
    clusterArn,
    service: serviceName,
    status: 'ACTIVE',
    taskDefinition,
    desiredCount,
    deploymentConfiguration,
  };
  startFor(ecs, service);
  return describeService(ecs, service);
};

const updateService = (ecs: EcsServices, call: AwsCall): object => {
  const { cluster, service: name, forceNewDeployment, ...input } = parseEcsInput(call, updateShape);
  const found = activeService(ecs, ecs.findCluster(call, cluster), name);
  const service: Service = {
    ...found,
    desiredCount: input.desiredCount ?? found.desiredCount,
    deploymentConfiguration: input.deploymentConfiguration ?? found.deploymentConfiguration,
    ...(input.taskDefinition !== undefined && {
      taskDefinition: ecs.taskDefinitions.find(input.taskDefinition).taskDefinitionArn,
    }),
  };
  if (forceNewDeployment || service.taskDefinition !== found.taskDefinition) startFor(ecs, service);
  else ecs.put(service);
  return describeService(ecs, service);
};

const deleteService = (ecs: EcsServices, call: AwsCall): object => {
  const { cluster, service: name, force } = parseEcsInput(call, deleteShape);
  const clusterArn = ecs.findCluster(call, cluster);
  const service = activeService(ecs, clusterArn, name);
  if (service.desiredCount > 0 && !force)
    throw new AwsError('InvalidParameterException', 'The service cannot be stopped while it is scaled above 0.');
  ecs.delete(service);
  return describeService(ecs, ecs.findService(clusterArn, name));
};

const describeServices = (ecs: EcsServices, call: AwsCall): object => {
  const { cluster, services, include } = parseEcsInput(call, describeShape);
  const tagsOf = ({ tags = [] }: Service): object => (include.length > 0 ? { tags } : {});
  const all = ecs.servicesIn(ecs.findCluster(call, cluster));
  const found = services.map((name) => ({ name, service: all.find(({ service }) => service === nameOf(name)) }));
  return {
    services: found.flatMap(({ service }) =>
      service ? [{ ...describeService(ecs, service), ...tagsOf(service) }] : [],
    ),
    failures: found.filter(({ service }) => !service).map(({ name }) => ({ arn: name, reason: 'MISSING' })),
  };
};

/** ECS's actions of clusters and services, as far as the product uses them. */
export const serviceActions = (ecs: EcsServices): AwsActions => ({
  ListClusters: (call) => {
    const { page, ...next } = paginate(ecs.clustersIn(call.region), parseEcsInput(call, pageShape), 100);
    return jsonResult({ clusterArns: page, ...next });
  },
  ListServices: (call) => {
    const input = parseEcsInput(call, pageShape);
    const active = ecs.servicesIn(ecs.findCluster(call, input.cluster)).filter(({ status }) => status === 'ACTIVE');
    const { page, ...next } = paginate(active, input, 10);
    return jsonResult({ serviceArns: page.map((each) => serviceArnOf(each.clusterArn, each.service)), ...next });
  },
  DescribeServices: (call) => jsonResult(describeServices(ecs, call)),
  CreateService: (call) => jsonResult({ service: createService(ecs, call) }),
  UpdateService: (call) => jsonResult({ service: updateService(ecs, call) }),
  DeleteService: (call) => jsonResult({ service: deleteService(ecs, call) }),
});
