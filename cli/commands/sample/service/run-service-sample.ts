import {
  CreateServiceCommand,
  DeleteServiceCommand,
  ServiceNotFoundException,
  type CreateServiceCommandInput,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import { deploymentLists } from '../../../../adapters/ecs/deployment-lists';
import { deploymentsReader } from '../../../../adapters/ecs/read-deployments';
import type { SampleDeployment } from '../../../../contracts/deployment/deployment-images';
import { sampleServiceRequest, type SampleService } from '../../../../contracts/deployment/sample-service';
import type { GateEntry, GateLedger } from '../../../../verification';
import { ToolFailure } from '../../../shared/failure';
import type { WorkTools } from '../../../shared/interruption';
import { say } from '../../../shared/print';
import { formatCommand } from '../../../shared/terraform/step';
import { calling } from '../aws-failure';
import { followService, type FollowedService } from './follow-service';
import { renderEntry } from './render-service';

/** What a sample service works with; everything outside is in here. */
export interface ServicePorts extends Pick<WorkTools, 'cleanUp' | 'throwIfInterrupted'>, Pick<GateLedger, 'recall'> {
  readonly ecs: ECSClient;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** One run of a sample service. */
export interface ServiceRun extends Pick<SampleService, 'stage' | 'strategy' | 'variant'> {
  readonly deployment: SampleDeployment;
  readonly timeoutSeconds: number;
}

/** What became of a sample service, and what the gate knows of it; a ledger that cannot be read costs only that. */
export interface ServiceOutcome extends FollowedService {
  readonly serviceName: string;
  /** Undefined: the gate has not seen its hook. */
  readonly memory: GateEntry | undefined;
}

const removalCommand = ({ cluster, serviceName }: CreateServiceCommandInput, region: string): string =>
  formatCommand([
    'aws',
    'ecs',
    'delete-service',
    '--force',
    '--region',
    region,
    '--cluster',
    cluster ?? '',
    '--service',
    serviceName ?? '',
  ]);

/** Removes the service, running tasks included; a service that was never created is nothing to remove. */
const remove = async (
  request: CreateServiceCommandInput,
  { deployment }: ServiceRun,
  { ecs }: ServicePorts,
): Promise<void> => {
  const { cluster, serviceName: service } = request;
  try {
    await calling('ecs:DeleteService', ecs.send(new DeleteServiceCommand({ cluster, service, force: true })));
    say(`the service ${service ?? ''} is removed`);
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    if (error.cause instanceof ServiceNotFoundException) return;
    say(
      `the service ${service ?? ''} could not be removed, and costs money while its task runs: ${error.message}; remove it with: ${removalCommand(request, deployment.region)}`,
    );
  }
};

const follow = (
  { cluster = '', serviceName = '' }: CreateServiceCommandInput,
  { timeoutSeconds }: ServiceRun,
  { ecs, now, sleep, throwIfInterrupted }: ServicePorts,
): Promise<FollowedService> => {
  const [{ deployments }, read] = [deploymentLists(ecs), deploymentsReader(ecs)];
  const started = now();
  return followService(serviceName, timeoutSeconds * 1_000, {
    findDeployment: async () =>
      (await calling('ecs:ListServiceDeployments', deployments(cluster, serviceName, 'all')))[0],
    readDeployment: async (arn) => (await calling('ecs:DescribeServiceDeployments', read([arn])))[0],
    now,
    sleep,
    say: (entry) => say(renderEntry(entry, started)),
    throwIfInterrupted,
  });
};

const recallFirstHook = async (
  { deployment }: FollowedService,
  { recall }: ServicePorts,
): Promise<GateEntry | undefined> => {
  const hookId = deployment?.hooks[0]?.hookId;
  if (deployment === undefined || hookId === undefined) return undefined;
  try {
    return await calling('dynamodb:GetItem on the ledger', recall({ deploymentArn: deployment.arn, hookId }));
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    say(`who answered is not known: ${error.message}`);
    return undefined;
  }
};

/**
 * Creates a service whose deployment waits for the gate, follows it, and removes it, whatever happens.
 * @throws ToolFailure when the service cannot be created or followed.
 */
export const runServiceSample = async (run: ServiceRun, ports: ServicePorts): Promise<ServiceOutcome> => {
  const { deployment, ...service } = run;
  const request = sampleServiceRequest(deployment, { ...service, at: ports.now() });
  try {
    await calling('ecs:CreateService', ports.ecs.send(new CreateServiceCommand(request)));
    const followed = await follow(request, run, ports);
    return { ...followed, serviceName: request.serviceName, memory: await recallFirstHook(followed, ports) };
  } finally {
    await ports.cleanUp(() => remove(request, run, ports));
  }
};
