import type { LambdaFunctionConfig } from '@cdktf/provider-aws/lib/lambda-function';
import type { Deployment } from '../../contracts/deployment/deployment';

/** The network of every function of a deployment: the VPC of the deployment file, or none. */
export const networkOf = ({ launch }: Deployment): Pick<LambdaFunctionConfig, 'vpcConfig'> =>
  launch.vpc === undefined
    ? {}
    : { vpcConfig: { subnetIds: [...launch.vpc.subnets], securityGroupIds: [...launch.vpc.securityGroups] } };
