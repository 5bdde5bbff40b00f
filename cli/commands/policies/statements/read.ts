import type { Deployment } from '../../../../contracts/deployment/deployment';
import { hasSample } from '../../../../contracts/deployment/deployment-images';
import { functionsOf } from '../../../../contracts/deployment/functions-of';
import { ruleArns } from '../../../../contracts/deployment/rule-arns';
import type { Statement } from '../../../../contracts/iam/policy';
import { arnOf, functionArns, repositoryArn, roleArn, verifierArns } from '../../../../contracts/naming/resource-arns';
import { sampleNames, verifierNames } from '../../../../contracts/naming/resource-names';
import { readOwnKeyStatements } from './organization';
import {
  allow,
  canaryProfileOf,
  createdRepositories,
  isNotTaggedOtherwise,
  isTagged,
  onlyIf,
  profileOf,
} from './place';
import { ownPolicies } from './roles';
import { readSweep } from './sweep';

const READ = [
  'cloudwatch:ListTagsForResource',
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:ListTagsOfResource',
  'ecs:DescribeClusters',
  'events:DescribeRule',
  'events:ListTagsForResource',
  'events:ListTargetsByRule',
  'lambda:GetFunction',
  'lambda:ListVersionsByFunction',
  'logs:ListTagsForResource',
  'signer:GetSigningProfile',
  'signer:ListProfilePermissions',
  'sns:GetTopicAttributes',
  'sns:ListTagsForResource',
  'sqs:GetQueueAttributes',
  'sqs:ListQueueTags',
];

const sampleOf = (deployment: Deployment) => {
  const names = sampleNames(deployment);
  return hasSample(deployment)
    ? {
        clusters: [arnOf(deployment, 'ecs', `cluster/${names.cluster}`)],
        logGroups: [arnOf(deployment, 'logs', `log-group:${names.logGroup}`)],
        roles: [roleArn(deployment, names.executionRole)],
      }
    : { clusters: [], logGroups: [], roles: [] };
};

const grantsOf = (deployment: Deployment) => {
  const { breakGlassRole, grantTable } = verifierArns(deployment);
  return deployment.breakGlass === undefined
    ? { roles: [], tables: [], statements: [] }
    : {
        roles: [breakGlassRole],
        tables: [grantTable],
        statements: [allow('ReadPolicyOfGrants', ['dynamodb:GetResourcePolicy'], [grantTable])],
      };
};

const readNamedResources = (deployment: Deployment): readonly Statement[] => {
  const [names, arns, sample] = [verifierNames(deployment), verifierArns(deployment), sampleOf(deployment)];
  const functions = functionsOf(deployment).map((name) => functionArns(deployment, name));
  const { existing } = deployment;
  const grants = grantsOf(deployment);
  return [
    allow('ReadDeployment', sample.clusters.length === 0 ? READ.filter((action) => !action.startsWith('ecs:')) : READ, [
      arnOf(deployment, 'cloudwatch', `alarm:${names.alarmPrefix}*`),
      arns.table,
      ...grants.tables,
      ...sample.clusters,
      ...ruleArns(deployment),
      ...functions.map((each) => each.function),
      ...functions.map((each) => each.logGroup),
      ...sample.logGroups,
      ...(existing.signingProfile === undefined ? [profileOf(deployment)] : []),
      ...canaryProfileOf(deployment),
      arns.topic,
      `${arns.queue}*`,
    ]),
    allow(
      'ReadDashboard',
      ['cloudwatch:GetDashboard'],
      [arnOf({ ...deployment, region: '' }, 'cloudwatch', `dashboard/${names.dashboard}`)],
    ),
    allow(
      'ReadRoles',
      ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      [
        ...functionsOf(deployment).map((name) => functionArns(deployment, name).role),
        ...(deployment.sweep === 'off' ? [] : [arns.scheduleRole]),
        ...grants.roles,
        ...sample.roles,
      ],
    ),
    allow('ReadPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion'], [ownPolicies(deployment)]),
    ...grants.statements,
  ];
};

const readRepositories = (deployment: Deployment): readonly Statement[] => {
  const created = createdRepositories(deployment);
  const { existing, signing } = deployment;
  return [
    ...(created.length === 0
      ? []
      : [
          allow(
            'ReadRepositories',
            ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:ListTagsForResource'],
            created,
          ),
        ]),
    ...(existing.verifierRepository
      ? []
      : [
          allow(
            'ReadVerifierRepository',
            ['ecr:GetRepositoryPolicy'],
            [repositoryArn(deployment, signing.repositories.verifier)],
          ),
        ]),
  ];
};

const READ_BUCKET = [
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
  's3:ListTagsForResource',
];

const readTaggedResources = (deployment: Deployment): readonly Statement[] => [
  onlyIf(
    isNotTaggedOtherwise(deployment),
    allow(
      'ReadKeys',
      ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
      [arnOf(deployment, 'kms', 'key/*')],
    ),
  ),
  onlyIf(
    isTagged(deployment),
    allow(
      'ReadEventSourceMapping',
      ['lambda:GetEventSourceMapping', 'lambda:ListTags'],
      [arnOf(deployment, 'lambda', 'event-source-mapping:*')],
    ),
  ),
];

/** What planning needs, and every other command besides its own. */
export const readStatements = (deployment: Deployment): readonly Statement[] => {
  const { bucket, reportBucket } = verifierArns(deployment);
  return [
    ...readNamedResources(deployment),
    ...readRepositories(deployment),
    allow('ReadBuckets', READ_BUCKET, deployment.sweep === 'off' ? [bucket] : [bucket, reportBucket]),
    allow('ReadTrustDocument', ['s3:GetObject', 's3:GetObjectTagging'], [`${bucket}/trust/*`]),
    ...readTaggedResources(deployment),
    allow(
      'ReadWithoutResourceType',
      ['ecs:DescribeTaskDefinition', 'kms:ListAliases', 'logs:DescribeLogGroups'],
      ['*'],
    ),
    allow('ReadAlarms', ['cloudwatch:DescribeAlarms'], [arnOf(deployment, 'cloudwatch', 'alarm:*')]),
    ...readSweep(deployment),
    ...readOwnKeyStatements(deployment),
  ];
};
