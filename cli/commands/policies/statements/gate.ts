import type { Deployment } from '../../../../contracts/deployment/deployment';
import { hasGate } from '../../../../contracts/deployment/gated-clusters';
import type { Statement } from '../../../../contracts/iam/policy';
import { useKeyThrough } from '../../../../contracts/iam/use-key-through';
import { arnOf, verifierArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';

const READ_SERVICES = [
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:DescribeServices',
  'ecs:ListServiceDeployments',
];

/**
 * What `image-trust gate` needs, besides what verifying an image needs: reading services and what they deploy, in every
 * cluster, since it also says which services are not gated. Empty without a gate.
 */
export const gateStatements = (deployment: Deployment): readonly Statement[] =>
  hasGate(deployment)
    ? [
        allow(
          'ReadServices',
          READ_SERVICES,
          ['service/*/*', 'service-deployment/*/*/*', 'service-revision/*/*/*'].map((resource) =>
            arnOf(deployment, 'ecs', resource),
          ),
        ),
        allow('ListWithoutResourceType', ['ecs:DescribeTaskDefinition', 'ecs:ListClusters', 'ecs:ListServices'], ['*']),
        allow('ReadWhatTheGateAnnounced', ['dynamodb:GetItem'], [verifierArns(deployment).table]),
        ...(deployment.breakGlass === undefined
          ? []
          : [allow('ReadGrants', ['dynamodb:Query'], [verifierArns(deployment).grantTable])]),
        ...useKeyThrough(deployment, { service: 'dynamodb', keyArn: deployment.keys?.table, actions: ['Decrypt'] }),
      ]
    : [];
