import type { Deployment } from '../contracts/deployment/deployment';
import { sampleNames } from '../contracts/naming/resource-names';
import type { SampleVariant } from '../contracts/deployment/deployment-images';

/** The command of the AWS CLI that runs a sample task once, on Fargate. */
export const sampleCommand = (
  deployment: Deployment & Required<Pick<Deployment, 'sample'>>,
  variant: SampleVariant,
): string => {
  const { subnets, securityGroups, assignPublicIp } = deployment.sample;
  const names = sampleNames(deployment);
  const groups = securityGroups.length === 0 ? '' : `,securityGroups=[${securityGroups.join(',')}]`;
  const address = assignPublicIp ? 'ENABLED' : 'DISABLED';
  return [
    'aws ecs run-task',
    `--region ${deployment.region}`,
    `--cluster ${names.cluster}`,
    `--task-definition ${names[variant].family}`,
    '--launch-type FARGATE',
    `--network-configuration 'awsvpcConfiguration={subnets=[${subnets.join(',')}]${groups},assignPublicIp=${address}}'`,
  ].join(' ');
};
