import { hasSample } from '../../../../contracts/deployment/deployment-images';
import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { arnOf, iamArn, roleArn, verifierArns } from '../../../../contracts/naming/resource-arns';
import { formatClusterArn } from '../../../../contracts/naming/parse-arn';
import { sampleNames } from '../../../../contracts/naming/resource-names';
import { toTrustDocument } from '../../../../contracts/trust-document/trust-document';
import { gateStagesFor } from '../../../../verification';
import { allow, onlyIf } from './place';
import { manageRoles, passRoles } from './roles';

const MANAGE_LOGS = ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy', 'logs:TagResource'];

const SERVICE_ROLE = 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';

const manageSample = (deployment: Deployment): readonly Statement[] => {
  const names = sampleNames(deployment);
  const role = roleArn(deployment, names.executionRole);
  const logs = deployment.keys?.logs === undefined ? [] : ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'];
  return [
    passRoles('PassSampleRoleToEcs', [role], 'ecs-tasks.amazonaws.com'),
    allow('ManageSampleLogGroup', [...MANAGE_LOGS, ...logs].sort(), [
      `${arnOf(deployment, 'logs', `log-group:${names.logGroup}`)}*`,
    ]),
    ...manageRoles('ManageSampleRole', [role], deployment),
    allow('WithoutResourceType', ['ecs:DeregisterTaskDefinition'], ['*']),
    onlyIf(
      {
        StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
      },
      allow('CreateEcsServiceLinkedRole', ['iam:CreateServiceLinkedRole'], [iamArn(deployment, SERVICE_ROLE)]),
    ),
  ];
};

const RUN_SERVICE = [
  'ecs:CreateService',
  'ecs:DeleteService',
  'ecs:DescribeServiceDeployments',
  'ecs:ListServiceDeployments',
];

/** Running the sample as a service, whose name sampleServiceName begins so. Empty unless its cluster has a gate. */
const runService = (deployment: Deployment): readonly Statement[] => {
  const { cluster } = sampleNames(deployment);
  const service = `${cluster}/${deployment.name}-sample-*`;
  return gateStagesFor(toTrustDocument(deployment), formatClusterArn({ ...deployment, cluster })).length === 0
    ? []
    : [
        allow('RunSampleService', RUN_SERVICE, [
          arnOf(deployment, 'ecs', `service/${service}`),
          arnOf(deployment, 'ecs', `service-deployment/${service}/*`),
        ]),
      ];
};

/** What the sample stack and `image-trust sample` need, besides reading. Empty if the deployment has no sample. */
export const sampleStatements = (deployment: Deployment): readonly Statement[] => {
  if (!hasSample(deployment)) return [];
  const names = sampleNames(deployment);
  const cluster = arnOf(deployment, 'ecs', `cluster/${names.cluster}`);
  const definitions = [names.signed, names.unsigned].map(({ family }) =>
    arnOf(deployment, 'ecs', `task-definition/${family}:*`),
  );
  const manage = ['CreateCluster', 'DeleteCluster', 'RegisterTaskDefinition', 'TagResource'];
  return [
    allow(
      'ManageSample',
      manage.map((action) => `ecs:${action}`),
      [cluster, ...definitions],
    ),
    // The provider reads the tags of a cluster after it has changed them.
    allow('ReadSampleTags', ['ecs:ListTagsForResource'], [cluster]),
    onlyIf({ ArnEquals: { 'ecs:cluster': cluster } }, allow('RunSample', ['ecs:RunTask'], definitions)),
    allow(
      'FollowSample',
      ['dynamodb:GetItem', 'ecs:DescribeTasks', 'ecs:StopTask'],
      [verifierArns(deployment).table, arnOf(deployment, 'ecs', `task/${names.cluster}/*`)],
    ),
    ...runService(deployment),
    ...manageSample(deployment),
  ];
};
