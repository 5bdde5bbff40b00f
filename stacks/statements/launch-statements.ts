import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { hasGate } from '../../contracts/deployment/gated-clusters';
import { hasNotices } from '../../contracts/deployment/notices';
import { TABLE_KEY_ACTIONS, useKeyThrough } from '../../contracts/iam/use-key-through';
import {
  GATE_EVENT_DETAIL_TYPE,
  GRANT_EVENT_DETAIL_TYPE,
  VERDICT_EVENT_DETAIL_TYPE,
} from '../../contracts/events/event-types';
import type { Statement } from '../policy-document';
import { allow } from './allow';
import { putEvents } from './event-statements';
import { readDeployments } from './gate-statements';
import { useNetwork } from './network-statements';
import { sendNotices } from './notify-statements';
import { logInToEcr, writeLogs } from './role-statements';
import { allowUnscoped } from './unscoped-actions';

/** CloudWatch Logs uses its key by the key's policy alone. */
const useOwnKeys = (deployment: Deployment): readonly Statement[] => {
  const { queue, bucket, table } = deployment.keys ?? {};
  return [
    ...useKeyThrough(deployment, {
      service: 'sqs',
      keyArn: queue,
      actions: ['Decrypt', ...(hasNotices(deployment) ? ['GenerateDataKey'] : [])],
    }),
    ...useKeyThrough(deployment, { service: 's3', keyArn: bucket, actions: ['Decrypt'] }),
    ...useKeyThrough(deployment, { service: 'dynamodb', keyArn: table, actions: TABLE_KEY_ACTIONS }),
  ];
};

/** The detail types of what the launch function announces. */
const announcedDetailTypes = (deployment: Deployment): readonly string[] => [
  VERDICT_EVENT_DETAIL_TYPE,
  ...(hasGate(deployment) ? [GATE_EVENT_DETAIL_TYPE] : []),
  ...(deployment.breakGlass === undefined ? [] : [GRANT_EVENT_DETAIL_TYPE]),
];

const readGrants = (deployment: Deployment): readonly Statement[] =>
  deployment.breakGlass === undefined
    ? []
    : [allow('ReadGrants', ['dynamodb:GetItem', 'dynamodb:Query'], [verifierArns(deployment).grantTable])];

/**
 * The permissions of the launch function that do not depend on policies and clusters, all on resources of its own
 * deployment.
 */
export const launchStatements = (deployment: Deployment, topicKeyArn: string): readonly Statement[] => {
  const arns = verifierArns(deployment);
  const queueActions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
  const tableActions = ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem'];
  return [
    writeLogs(functionArns(deployment, 'launch').logGroup),
    allow('ReadTrustDocument', ['s3:GetObject'], [`${arns.bucket}/trust/*`]),
    allow(
      'ConsumeQueue',
      queueActions.map((action) => `sqs:${action}`),
      [arns.queue],
    ),
    allow(
      'ReadWriteLedger',
      tableActions.map((action) => `dynamodb:${action}`),
      [arns.table],
    ),
    allow('PublishToTopic', ['sns:Publish'], [arns.topic]),
    allow('UseTopicKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [topicKeyArn]),
    putEvents('PutVerdictEvents', deployment, announcedDetailTypes(deployment)),
    // Tasks of every cluster are verified, also of clusters that the deployment does not name.
    allow('DescribeTasks', ['ecs:DescribeTasks'], [arnOf(deployment, 'ecs', 'task/*/*')]),
    ...readDeployments(deployment),
    ...readGrants(deployment),
    ...sendNotices(deployment),
    logInToEcr(),
    allowUnscoped('GetRevocationStatus', 'signer:GetRevocationStatus'),
    ...useOwnKeys(deployment),
    ...(deployment.launch.vpc === undefined ? [] : useNetwork(deployment)),
  ];
};
