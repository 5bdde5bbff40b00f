import { sampleNames } from '../naming/resource-names';
import type { SampleDeployment, SampleVariant } from './deployment-images';

/** A request of ECS's RunTask that starts one sample task on Fargate. */
export interface SampleTaskRequest {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly launchType: 'FARGATE';
  readonly networkConfiguration: {
    readonly awsvpcConfiguration: {
      readonly subnets: string[];
      /** Absent: the VPC's default group. */
      readonly securityGroups?: string[];
      readonly assignPublicIp: 'ENABLED' | 'DISABLED';
    };
  };
}

/** The request that starts a sample task in the network of the deployment file. */
export const sampleTaskRequest = (deployment: SampleDeployment, variant: SampleVariant): SampleTaskRequest => {
  const { subnets, securityGroups, assignPublicIp } = deployment.sample;
  const names = sampleNames(deployment);
  return {
    cluster: names.cluster,
    taskDefinition: names[variant].family,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...subnets],
        ...(securityGroups.length === 0 ? {} : { securityGroups: [...securityGroups] }),
        assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED',
      },
    },
  };
};
