import {
  StopRefusedError,
  type DeploymentProgress,
  type ResponseCase,
  type RollbackPorts,
  type ServiceDeployment,
  type ServiceRevision,
} from '../../../verification';
import { aContainer, aLoadedTrust, aTask, CLUSTER, digestOf, ECR, someSettings, TASK_DEFINITION } from './domain';
import { fakeGateLedger } from '../gate/fake-gate';
import { aResponseCase } from './fake-ports';

const resource = (kind: string, id: string): string => `arn:aws:ecs:eu-west-1:111122223333:${kind}/pay/web${id}`;

export const SERVICE = resource('service', '');
export const DEPLOYMENT = resource('service-deployment', '/new');
export const TARGET = resource('service-revision', '/2');
export const SOURCE = resource('service-revision', '/1');

/** A deployment of the service `web` from one revision to the next. */
export const aDeployment = (overrides: Partial<ServiceDeployment> = {}): ServiceDeployment => ({
  arn: DEPLOYMENT,
  serviceArn: SERVICE,
  clusterArn: CLUSTER,
  progress: 'in-progress',
  stage: null,
  targetRevisionArn: TARGET,
  sourceRevisionArns: [SOURCE],
  hooks: [],
  ...overrides,
});

/** The revision that runs the tests' container. */
export const aRevision = (overrides: Partial<ServiceRevision> = {}): ServiceRevision => ({
  arn: TARGET,
  taskDefinitionArn: TASK_DEFINITION,
  containers: [aContainer()],
  ...overrides,
});

/** The digest that the revision before ran. */
export const OLD_DIGEST = digestOf('0');

/** The revision before, which ran another image. */
export const anOldRevision = (overrides: Partial<ServiceRevision> = {}): ServiceRevision =>
  aRevision({
    arn: SOURCE,
    taskDefinitionArn: `${TASK_DEFINITION}0`,
    containers: [aContainer({ image: `${ECR}/shop/web:0`, imageDigest: OLD_DIGEST })],
    ...overrides,
  });

/** Deployments and revisions of a service, as an ECS of the tests knows them. */
export interface FakeServiceState {
  readonly deployments?: readonly ServiceDeployment[];
  readonly revisions?: readonly ServiceRevision[];
}

/**
 * An ECS that knows one service: it rolls back what is stopped, and refuses to stop what is no longer in progress.
 * `stopped` lists the deployments that were stopped; `setProgress` lets one go on.
 */
export const fakeService = ({
  deployments = [aDeployment()],
  revisions = [aRevision(), anOldRevision()],
}: FakeServiceState = {}) => {
  const progress = new Map<string, DeploymentProgress>(deployments.map((each) => [each.arn, each.progress]));
  const stopped: string[] = [];
  const gateLedger = fakeGateLedger();
  const now = (each: ServiceDeployment): ServiceDeployment => ({
    ...each,
    progress: progress.get(each.arn) ?? 'ended',
  });
  const ports: RollbackPorts = {
    listDeployments: async () =>
      deployments
        .map(now)
        .filter((each) => each.progress !== 'ended')
        .map(({ arn }) => arn),
    describeDeployment: async (arn) => deployments.map(now).find((each) => each.arn === arn),
    describeRevision: async (arn) => revisions.find((each) => each.arn === arn),
    gateLedger,
    stopDeployment: async (arn) => {
      if (progress.get(arn) !== 'in-progress') throw new StopRefusedError(`ConflictException: ${arn}`);
      stopped.push(arn);
      progress.set(arn, 'rolling-back');
    },
  };
  const setProgress = (arn: string, next: DeploymentProgress): void => void progress.set(arn, next);
  return { ports, stopped, setProgress, gateLedger };
};

/** A trust document by which the deployments of untrusted services are rolled back. */
export const rollingBackTrust = aLoadedTrust({
  mode: 'enforce',
  responses: someSettings({ services: 'rollback' }),
});

/** The first attempt of a service's task on a cluster where deployments are rolled back. */
export const aServiceCase = (overrides: Partial<ResponseCase> = {}): ResponseCase =>
  aResponseCase({ task: aTask({ group: 'service:web' }), trust: rollingBackTrust, ...overrides });
