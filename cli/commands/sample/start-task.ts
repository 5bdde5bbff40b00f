import { RunTaskCommand, type ECSClient, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { ToolFailure } from '../../shared/failure';
import type { SampleDeployment, SampleVariant } from '../../../contracts/deployment/deployment-images';
import { sampleTaskRequest } from '../../../contracts/deployment/sample-task';
import { visibleText } from '../../shared/visible-text';
import type { Task } from '../../../verification';

/** The request that starts one sample task on Fargate. */
export const runTaskRequest = (deployment: SampleDeployment, variant: SampleVariant): RunTaskCommandInput => ({
  ...sampleTaskRequest(deployment, variant),
  count: 1,
  startedBy: 'image-trust-sample',
});

/**
 * Starts a sample task and returns what ECS knows of it by then.
 * @throws ToolFailure when ECS starts none.
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
  throw new ToolFailure(
    'refused',
    `ECS started no task on ${request.cluster ?? ''}: ${visibleText(reason)} (${visibleText(detail)})`,
  );
};
