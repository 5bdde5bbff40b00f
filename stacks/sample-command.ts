import type { SampleDeployment, SampleVariant } from '../contracts/deployment/deployment-images';
import { sampleTaskRequest } from '../contracts/deployment/sample-task';

/** The AWS CLI command that runs a sample task once, on Fargate. */
export const sampleCommand = (deployment: SampleDeployment, variant: SampleVariant): string => {
  const { cluster, taskDefinition, launchType, networkConfiguration } = sampleTaskRequest(deployment, variant);
  const network = Object.entries(networkConfiguration.awsvpcConfiguration)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? `[${value.join(',')}]` : value}`)
    .join(',');
  return [
    'aws ecs run-task',
    `--region ${deployment.region}`,
    `--cluster ${cluster}`,
    `--task-definition ${taskDefinition}`,
    `--launch-type ${launchType}`,
    `--network-configuration 'awsvpcConfiguration={${network}}'`,
  ].join(' ');
};
