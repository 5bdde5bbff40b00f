import type { Deployment } from '../../../../contracts/deployment/deployment';
import { functionsOf } from '../../../../contracts/deployment/functions-of';
import type { Statement } from '../../../../contracts/iam/policy';
import { TABLE_KEY_ACTIONS, useKeyThrough } from '../../../../contracts/iam/use-key-through';
import { functionArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';

/**
 * Connecting the function to a VPC. Lambda reads the network with the caller's permissions, and the AWS provider waits
 * for the network interfaces to go. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const vpcStatements = ({ launch }: Deployment): readonly Statement[] => {
  const described = ['NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'];
  return launch.vpc === undefined
    ? []
    : [
        allow(
          'ReadNetwork',
          described.map((each) => `ec2:Describe${each}`),
          ['*'],
        ),
      ];
};

/** Storing things under the keys of the deployment file. SQS and CloudWatch Logs need only the policies of their keys. */
export const ownKeyStatements = (deployment: Deployment): readonly Statement[] => {
  const { bucket, table, logs } = deployment.keys ?? {};
  const associate = ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'];
  return [
    ...useKeyThrough(deployment, { service: 's3', keyArn: bucket, actions: ['Decrypt', 'GenerateDataKey'] }),
    ...useKeyThrough(deployment, {
      service: 'dynamodb',
      keyArn: table,
      actions: ['CreateGrant', ...TABLE_KEY_ACTIONS],
    }),
    ...(logs === undefined
      ? []
      : [
          allow(
            'SetKeyOfLogs',
            associate,
            functionsOf(deployment).map((name) => `${functionArns(deployment, name).logGroup}*`),
          ),
        ]),
  ];
};

/** Reading what is stored under the keys of the deployment file. */
export const readOwnKeyStatements = (deployment: Deployment): readonly Statement[] =>
  useKeyThrough(deployment, { service: 's3', keyArn: deployment.keys?.bucket, actions: ['Decrypt'] });
