import { RunTaskCommand, type ECSClient, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../../adapters/builders/tool-failure';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { SampleVariant } from '../../../contracts/deployment/deployment-images';
import { sampleNames } from '../../../contracts/naming/resource-names';
import type { Task } from '../../../verification';

/** A deployment that has a sample. */
export type SampleDeployment = Deployment & Required<Pick<Deployment, 'sample'>>;

/** What ECS is asked to start one sample task, on Fargate. */
export const runTaskRequest = (deployment: SampleDeployment, variant: SampleVariant): RunTaskCommandInput => {
  const { subnets, securityGroups, assignPublicIp } = deployment.sample;
  const names = sampleNames(deployment);
  return {
    cluster: names.cluster,
    taskDefinition: names[variant].family,
    launchType: 'FARGATE',
    count: 1,
    startedBy: 'image-trust-sample',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...subnets],
        ...(securityGroups.length === 0 ? {} : { securityGroups: [...securityGroups] }),
        assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED',
      },
    },
  };
};

/**
 * Starts a sample task and gives it as far as ECS knows it by then.
 * @throws ToolFailure when ECS places none.
 */
export const startTask = async (client: ECSClient, request: RunTaskCommandInput): Promise<Task> => {
  const { tasks, failures } = await client.send(new RunTaskCommand(request));
  const { taskArn, clusterArn } = tasks?.[0] ?? {};
  if (taskArn !== undefined && clusterArn !== undefined)
    return {
      taskArn,
      clusterArn,
      group: null,
      taskDefinitionArn: null,
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      containers: [],
    };
  const { reason = 'no reason', detail = 'no detail' } = failures?.[0] ?? {};
  throw new ToolFailure('refused', `ECS started no task on ${request.cluster ?? ''}: ${reason} (${detail})`);
};
