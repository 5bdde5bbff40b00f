import { parseClusterArn } from '../../contracts/naming/parse-arn';
import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Deployment } from '../../contracts/deployment/deployment';
import { VERDICT_EVENT_DETAIL_TYPE, VERDICT_EVENT_SOURCE } from '../../contracts/events/verdict-event';
import type { Statement } from '../policy-document';
import { logInToEcr, writeLogs } from './role-statements';
import { allowUnscoped } from './unscoped-actions';

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
});

/** What the launch function may do whatever its policies are about, each with what is its deployment's own. */
export const launchStatements = (deployment: Deployment, topicKeyArn: string): readonly Statement[] => {
  const arns = verifierArns(deployment);
  const queueActions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
  return [
    writeLogs(functionArns(deployment, 'launch').logGroup),
    allow('ReadTrustDocuments', ['s3:GetObject'], [`${arns.bucket}/trust/*`]),
    allow(
      'TakeMessages',
      queueActions.map((action) => `sqs:${action}`),
      [arns.queue],
    ),
    allow('RememberWhatWasTold', ['dynamodb:GetItem', 'dynamodb:PutItem'], [arns.table]),
    allow('TellPeople', ['sns:Publish'], [arns.topic]),
    allow('EncryptWhatIsTold', ['kms:Decrypt', 'kms:GenerateDataKey'], [topicKeyArn]),
    {
      ...allow('TellPrograms', ['events:PutEvents'], [arns.defaultBus]),
      // One call may put several events, so that these keys have several values; where there were none, every one of them would match.
      Condition: {
        'ForAllValues:StringEquals': {
          'events:source': VERDICT_EVENT_SOURCE,
          'events:detail-type': VERDICT_EVENT_DETAIL_TYPE,
        },
        Null: { 'events:source': 'false', 'events:detail-type': 'false' },
      },
    },
    // Tasks of every cluster are judged, also of those that the deployment does not name.
    allow('LookAtTasks', ['ecs:DescribeTasks'], [arnOf(deployment, 'ecs', 'task/*/*')]),
    logInToEcr(),
    allowUnscoped('AskForRevocation', 'signer:GetRevocationStatus'),
  ];
};

const tasksOf = (deployment: Deployment, mode: 'audit' | 'enforce'): readonly string[] =>
  clustersIn(deployment, mode).map((cluster) => arnOf(deployment, 'ecs', `task/${cluster}/*`));

const clustersIn = ({ clusters }: Deployment, mode: 'audit' | 'enforce'): readonly string[] =>
  Object.entries(clusters)
    .filter(([, each]) => each.mode === mode)
    .map(([cluster]) => parseClusterArn(cluster)?.cluster ?? cluster)
    .sort();

const whereEnforced = (deployment: Deployment): readonly Statement[] => {
  const enforced = tasksOf(deployment, 'enforce');
  return enforced.length === 0 ? [] : [allow('StopTasksWhereEnforced', ['ecs:StopTask'], enforced)];
};

const everywhereButAudited = (deployment: Deployment): readonly Statement[] => {
  const audited = tasksOf(deployment, 'audit');
  const everywhere = allow('StopTasksWhereEnforced', ['ecs:StopTask'], [arnOf(deployment, 'ecs', 'task/*/*')]);
  const spared: Statement = { Sid: 'SpareWhatIsAudited', Effect: 'Deny', Action: ['ecs:StopTask'], Resource: audited };
  return audited.length === 0 ? [everywhere] : [everywhere, spared];
};

/** Lets the launch function stop tasks of clusters in enforce, and of no other; none where nothing is enforced. */
export const stopStatements = (deployment: Deployment): readonly Statement[] => {
  switch (deployment.mode) {
    case 'audit':
      return whereEnforced(deployment);
    case 'enforce':
      return everywhereButAudited(deployment);
  }
};
