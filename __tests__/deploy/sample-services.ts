import {
  ContinueServiceDeploymentCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { deploymentLists } from '../../adapters/ecs/deployment-lists';
import { serviceDescriber } from '../../adapters/ecs/describe-service';
import { deploymentsReader, type DeploymentDetails } from '../../adapters/ecs/read-deployments';
import type { SampleVariant } from '../../contracts/deployment/deployment-images';
import { sampleNames } from '../../contracts/naming/resource-names';
import type { GateStage } from '../../verification';
import { clientSettings } from './call-aws';
import type { DeployEnvironment } from './deploy-environment';
import { PLACE } from './deployment-files';

type Account = Pick<DeployEnvironment, 'admin' | 'network'>;

const SAMPLE = sampleNames(PLACE);
const CLUSTER = SAMPLE.cluster;

const ecsOf = ({ admin }: Pick<Account, 'admin'>): ECSClient => new ECSClient(clientSettings(admin));

/** Where the samples run, as RunTask and CreateService take it. */
export const onFargate = ({ network: { subnet, securityGroup } }: Pick<Account, 'network'>) => ({
  launchType: 'FARGATE' as const,
  networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], securityGroups: [securityGroup] } },
});

/** Creates a service of the sample's cluster whose deployments pause at one stage. */
export const createService = async (
  account: Account,
  service: string,
  { variant, stage }: { readonly variant: SampleVariant; readonly stage: GateStage },
): Promise<void> => {
  const request = {
    cluster: CLUSTER,
    serviceName: service,
    taskDefinition: SAMPLE[variant].family,
    desiredCount: 1,
    ...onFargate(account),
    deploymentConfiguration: { lifecycleHooks: [{ targetType: 'PAUSE' as const, lifecycleStages: [stage] }] },
  };
  await ecsOf(account).send(new CreateServiceCommand(request));
};

/** Deploys the other sample to a service. */
export const deployToService = async (account: Account, service: string, variant: SampleVariant): Promise<void> => {
  const request = { cluster: CLUSTER, service, taskDefinition: SAMPLE[variant].family };
  await ecsOf(account).send(new UpdateServiceCommand(request));
};

/** Removes a service. */
export const deleteService = async (account: Account, service: string): Promise<void> => {
  await ecsOf(account).send(new DeleteServiceCommand({ cluster: CLUSTER, service, force: true }));
};

/** Whether the sample's cluster has a service. */
export const hasService = async (account: Account, service: string): Promise<boolean> =>
  (await serviceDescriber(ecsOf(account))(CLUSTER, service)) !== undefined;

/** The newest deployment of a service. */
export const latestDeployment = async (account: Account, service: string): Promise<DeploymentDetails> => {
  const ecs = ecsOf(account);
  const [arn] = await deploymentLists(ecs).deployments(CLUSTER, service, 'all');
  const [found] = arn === undefined ? [] : await deploymentsReader(ecs)([arn]);
  if (found === undefined) throw new Error(`expected a deployment of ${service}, found none`);
  return found;
};

/** The id of the hook at which a deployment waits. */
export const waitingHookOf = ({ arn, hooks }: DeploymentDetails): string => {
  const found = hooks.find(({ status }) => status === 'awaiting-action');
  if (found === undefined) throw new Error(`expected a hook of ${arn} that waits, found ${JSON.stringify(hooks)}`);
  return found.hookId;
};

/** Continues the newest deployment of a service by hand. */
export const continueByHand = async (account: Account, service: string): Promise<void> => {
  const deployment = await latestDeployment(account, service);
  const request = {
    serviceDeploymentArn: deployment.arn,
    hookId: waitingHookOf(deployment),
    action: 'CONTINUE',
  } as const;
  await ecsOf(account).send(new ContinueServiceDeploymentCommand(request));
};

/**
 * Starts the unsigned sample as a task of a service; returns its ARN. On AWS only ECS itself can use such a group; moto
 * lets every caller.
 */
export const runServiceTask = async (account: Account, service: string): Promise<string> => {
  const { tasks } = await ecsOf(account).send(
    new RunTaskCommand({
      cluster: CLUSTER,
      taskDefinition: SAMPLE.unsigned.family,
      group: `service:${service}`,
      ...onFargate(account),
    }),
  );
  return tasks?.[0]?.taskArn ?? '';
};
