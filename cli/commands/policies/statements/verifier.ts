import type { Deployment } from '../../../../contracts/deployment/deployment';
import { functionsOf } from '../../../../contracts/deployment/functions-of';
import { ruleArns } from '../../../../contracts/deployment/rule-arns';
import { oneOrMore, type Statement } from '../../../../contracts/iam/policy';
import { arnOf, functionArns, verifierArns } from '../../../../contracts/naming/resource-arns';
import { verifierNames } from '../../../../contracts/naming/resource-names';
import { manageBreakGlass } from './break-glass';
import { allow, onlyIf, isNotTaggedOtherwise, isTagged, tags } from './place';
import { ownKeyStatements, vpcStatements } from './organization';
import { functionRoleStatements } from './roles';
import { MANAGE_BUCKET, manageSweep } from './sweep';

// EventBridge Scheduler invokes the sweep, and a queue every other function.
const fedByQueues = (deployment: Deployment): readonly string[] =>
  functionsOf(deployment)
    .filter((name) => name !== 'sweep')
    .map((name) => functionArns(deployment, name).function);

// The permissions of the topic's key and of the event source mapping, whose ids AWS chooses.
const manageTaggedResources = (deployment: Deployment): readonly Statement[] => {
  const keys = [arnOf(deployment, 'kms', 'key/*')];
  const keysAndMappings = [...keys, arnOf(deployment, 'lambda', 'event-source-mapping:*')];
  const tagging = ['kms:TagResource', 'lambda:TagResource'];
  const mapping = ['CreateEventSourceMapping', 'DeleteEventSourceMapping', 'UpdateEventSourceMapping'];
  return [
    onlyIf(tags(deployment), allow('CreateKey', ['kms:CreateKey'], ['*'])),
    // CreateKey itself checks kms:PutKeyPolicy.
    onlyIf(
      isNotTaggedOtherwise(deployment),
      allow('SetUpKey', ['kms:CreateAlias', 'kms:EnableKeyRotation', 'kms:PutKeyPolicy'], keys),
    ),
    onlyIf(isTagged(deployment), allow('RemoveKey', ['kms:DeleteAlias', 'kms:ScheduleKeyDeletion'], keys)),
    allow(
      'ManageKeyAlias',
      ['kms:CreateAlias', 'kms:DeleteAlias'],
      [arnOf(deployment, 'kms', verifierNames(deployment).topicKeyAlias)],
    ),
    onlyIf(tags(deployment), allow('TagNewResources', tagging, keysAndMappings)),
    onlyIf(isTagged(deployment), allow('TagExistingResources', tagging, keysAndMappings)),
    onlyIf(
      { ArnEquals: { 'lambda:FunctionArn': oneOrMore(fedByQueues(deployment)) } },
      allow(
        'ManageEventSourceMapping',
        mapping.map((action) => `lambda:${action}`),
        ['*'],
      ),
    ),
  ];
};

const MANAGE = [
  'cloudwatch:DeleteAlarms',
  'cloudwatch:PutMetricAlarm',
  'cloudwatch:TagResource',
  'dynamodb:CreateTable',
  'dynamodb:DeleteTable',
  'dynamodb:TagResource',
  'dynamodb:UpdateTimeToLive',
  'events:DeleteRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:TagResource',
  'lambda:CreateFunction',
  'lambda:DeleteFunction',
  'lambda:TagResource',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'sns:CreateTopic',
  'sns:DeleteTopic',
  'sns:SetTopicAttributes',
  'sns:TagResource',
  'sqs:CreateQueue',
  'sqs:DeleteQueue',
  'sqs:SetQueueAttributes',
  'sqs:TagQueue',
];

const manageNamedResources = (deployment: Deployment): readonly Statement[] => {
  const [names, arns] = [verifierNames(deployment), verifierArns(deployment)];
  const logGroups = functionsOf(deployment).map((name) => `${functionArns(deployment, name).logGroup}*`);
  return [
    allow('ManageVerifierResources', MANAGE, [
      arnOf(deployment, 'cloudwatch', `alarm:${names.alarmPrefix}*`),
      arns.table,
      ...ruleArns(deployment),
      ...functionsOf(deployment).map((name) => functionArns(deployment, name).function),
      arns.topic,
      `${arns.queue}*`,
    ]),
    allow(
      'ManageDashboard',
      ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'],
      [arnOf({ ...deployment, region: '' }, 'cloudwatch', `dashboard/${names.dashboard}`)],
    ),
    allow(
      'ManageLogGroups',
      ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy', 'logs:TagResource'],
      logGroups,
    ),
  ];
};

const manageBucket = (deployment: Deployment): readonly Statement[] => {
  const { bucket } = verifierArns(deployment);
  const write = ['s3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectTagging'];
  return [allow('ManageBucket', MANAGE_BUCKET, [bucket]), allow('WriteTrustDocument', write, [`${bucket}/trust/*`])];
};

/** What deploying the verifier stack needs, besides reading. */
export const verifierStatements = (deployment: Deployment): readonly Statement[] => [
  ...manageTaggedResources(deployment),
  ...manageNamedResources(deployment),
  ...manageBucket(deployment),
  ...functionRoleStatements(deployment),
  ...manageSweep(deployment),
  ...manageBreakGlass(deployment),
  ...vpcStatements(deployment),
  ...ownKeyStatements(deployment),
];
