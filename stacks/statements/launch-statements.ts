import { parseClusterArn } from '../../contracts/naming/parse-arn';
import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { TABLE_KEY_ACTIONS, useKeyThrough } from '../../contracts/iam/use-key-through';
import { VERDICT_EVENT_DETAIL_TYPE, VERDICT_EVENT_SOURCE } from '../../contracts/events/verdict-event-format';
import type { Statement } from '../policy-document';
import { useNetwork } from './network-statements';
import { logInToEcr, writeLogs } from './role-statements';
import { allowUnscoped } from './unscoped-actions';

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** CloudWatch Logs uses its key by the key's policy alone. */
const useOwnKeys = (deployment: Deployment): readonly Statement[] => {
  const { queue, bucket, table } = deployment.keys ?? {};
  return [
    ...useKeyThrough(deployment, { service: 'sqs', keyArn: queue, actions: ['Decrypt'] }),
    ...useKeyThrough(deployment, { service: 's3', keyArn: bucket, actions: ['Decrypt'] }),
    ...useKeyThrough(deployment, { service: 'dynamodb', keyArn: table, actions: TABLE_KEY_ACTIONS }),
  ];
};

/**
 * The permissions of the launch function that do not depend on policies and clusters, all on resources of its own
 * deployment.
 */
export const launchStatements = (deployment: Deployment, topicKeyArn: string): readonly Statement[] => {
  const arns = verifierArns(deployment);
  const queueActions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
  return [
    writeLogs(functionArns(deployment, 'launch').logGroup),
    allow('ReadTrustDocument', ['s3:GetObject'], [`${arns.bucket}/trust/*`]),
    allow(
      'ConsumeQueue',
      queueActions.map((action) => `sqs:${action}`),
      [arns.queue],
    ),
    allow('ReadWriteLedger', ['dynamodb:GetItem', 'dynamodb:PutItem'], [arns.table]),
    allow('PublishToTopic', ['sns:Publish'], [arns.topic]),
    allow('UseTopicKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [topicKeyArn]),
    {
      ...allow('PutVerdictEvents', ['events:PutEvents'], [arns.defaultBus]),
      // One call may put several events, so these keys have several values. ForAllValues also matches a request without
      // the keys; Null excludes it.
      Condition: {
        'ForAllValues:StringEquals': {
          'events:source': VERDICT_EVENT_SOURCE,
          'events:detail-type': VERDICT_EVENT_DETAIL_TYPE,
        },
        Null: { 'events:source': 'false', 'events:detail-type': 'false' },
      },
    },
    // Tasks of every cluster are verified, also of clusters that the deployment does not name.
    allow('DescribeTasks', ['ecs:DescribeTasks'], [arnOf(deployment, 'ecs', 'task/*/*')]),
    logInToEcr(),
    allowUnscoped('GetRevocationStatus', 'signer:GetRevocationStatus'),
    ...useOwnKeys(deployment),
    ...(deployment.launch.vpc === undefined ? [] : useNetwork(deployment)),
  ];
};

const tasksOf = (deployment: Deployment, mode: 'audit' | 'enforce'): readonly string[] =>
  clustersIn(deployment, mode).map((cluster) => arnOf(deployment, 'ecs', `task/${cluster}/*`));

const clustersIn = ({ clusters }: Deployment, mode: 'audit' | 'enforce'): readonly string[] =>
  Object.entries(clusters)
    .filter(([, each]) => each.mode === mode)
    .map(([cluster]) => parseClusterArn(cluster)?.cluster ?? cluster)
    .sort();

const stopOnNamedClusters = (deployment: Deployment): readonly Statement[] => {
  const enforced = tasksOf(deployment, 'enforce');
  return enforced.length === 0 ? [] : [allow('StopTasksOnEnforceClusters', ['ecs:StopTask'], enforced)];
};

const stopExceptOnAuditClusters = (deployment: Deployment): readonly Statement[] => {
  const audited = tasksOf(deployment, 'audit');
  const everywhere = allow('StopTasksOnEnforceClusters', ['ecs:StopTask'], [arnOf(deployment, 'ecs', 'task/*/*')]);
  const denied: Statement = {
    Sid: 'DenyStopOnAuditClusters',
    Effect: 'Deny',
    Action: ['ecs:StopTask'],
    Resource: audited,
  };
  return audited.length === 0 ? [everywhere] : [everywhere, denied];
};

/** Lets the launch function stop tasks of enforce clusters, and of no others. Empty if no cluster is in enforce. */
export const stopStatements = (deployment: Deployment): readonly Statement[] => {
  switch (deployment.mode) {
    case 'audit':
      return stopOnNamedClusters(deployment);
    case 'enforce':
      return stopExceptOnAuditClusters(deployment);
  }
};
