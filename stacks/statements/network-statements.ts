import type { FunctionName } from '../../contracts/functions/functions';
import { arnOf, functionArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';
import { allowUnscoped } from './unscoped-actions';

const INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Lets Lambda connect a function to a VPC with the function's role. Lambda does not reach the VPC if the
 * resources are named one by one. The function's own code may not use these permissions.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export const useNetwork = (place: Place, name: FunctionName = 'launch'): readonly Statement[] => {
  const everyResource = [arnOf(place, 'ec2', '*/*')];
  return [
    {
      Sid: 'ManageNetworkInterfaces',
      Effect: 'Allow',
      Action: INTERFACE_ACTIONS,
      Resource: everyResource,
    },
    allowUnscoped('DescribeNetwork', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'),
    {
      Sid: 'DenyNetworkChangesByFunctionCode',
      Effect: 'Deny',
      Action: INTERFACE_ACTIONS,
      Resource: everyResource,
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [functionArns(place, name).function] } },
    },
  ];
};
