import type { Service } from '../../../../adapters/ecs/describe-service';
import { nameOfArn } from '../../../../contracts/naming/name-of-arn';
import type { Container, Task } from '../../../../verification';
import { callingWith } from '../../../shared/calling-aws';
import { ToolFailure } from '../../../shared/failure';
import { visibleText } from '../../../shared/visible-text';
import type { ServiceName } from '../../gate/service-name';
import type { Found, Subject } from './subject';

/** What reads images from ECS. */
export interface EcsPorts {
  /** Undefined: the cluster has no such service. */
  readonly describeService: (cluster: string, service: string) => Promise<Service | undefined>;
  readonly readContainers: (taskDefinition: string) => Promise<readonly Container[]>;
  /** The running tasks of a cluster, or of one of its services. */
  readonly readRunning: (cluster: string, service?: string) => Promise<readonly Task[]>;
}

const calling = callingWith([
  [/^ClusterNotFound/, 'check the name of the cluster, and that the deployment is of its account and region'],
  [/^Service\w*NotFound/, 'it may have been deleted meanwhile: run this again'],
  [/^ClientException/, 'check the name and the revision, and that the deployment is of its account and region'],
]);

const nothing = (source: string, reason: string): Found => ({
  subjects: [],
  withoutImage: [{ source, file: null, reason }],
});

/** The containers of a task definition that ECS knows. */
export const readTaskDefinition = async (taskDefinition: string, ports: EcsPorts): Promise<Found> => {
  const containers = await calling('ecs:DescribeTaskDefinition', ports.readContainers(taskDefinition));
  const toSubject = (container: Container): Subject => ({
    container,
    source: `task definition ${nameOfArn(taskDefinition)}: ${container.name}`,
    file: null,
    isRunning: false,
  });
  return { subjects: containers.map(toSubject), withoutImage: [] };
};

const readTasks = async (source: string, tasks: Promise<readonly Task[]>): Promise<Found> => {
  const containers = (await calling('ecs:ListTasks and ecs:DescribeTasks', tasks)).flatMap((task) => task.containers);
  if (containers.length === 0) return nothing(source, 'no running task');
  const toSubject = (container: Container): Subject => ({ container, source, file: null, isRunning: true });
  return { subjects: containers.map(toSubject), withoutImage: [] };
};

/** The containers of all running tasks of a cluster. */
export const readCluster = (cluster: string, { readRunning }: EcsPorts): Promise<Found> =>
  readTasks(`running in ${nameOfArn(cluster)}`, readRunning(cluster));

/**
 * The containers of a service's present task definition, and of its running tasks.
 * @throws ToolFailure when ECS refuses, or has no such service.
 */
export const readService = async ({ cluster, service: name }: ServiceName, ports: EcsPorts): Promise<Found> => {
  const service = await calling('ecs:DescribeServices', ports.describeService(cluster, name));
  if (service === undefined)
    throw new ToolFailure('refused', `the cluster ${visibleText(cluster)} has no service ${visibleText(name)}`);
  const { taskDefinitionArn } = service;
  const defined =
    taskDefinitionArn === null
      ? nothing(`service ${cluster}/${name}`, 'no task definition')
      : await readTaskDefinition(taskDefinitionArn, ports);
  const running = await readTasks(`running in ${cluster}/${name}`, ports.readRunning(cluster, name));
  return {
    subjects: [...defined.subjects, ...running.subjects],
    withoutImage: [...defined.withoutImage, ...running.withoutImage],
  };
};
