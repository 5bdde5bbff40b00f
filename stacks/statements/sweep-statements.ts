import type { Deployment } from '../../contracts/deployment/deployment';
import { hasNotices } from '../../contracts/deployment/notices';
import { TABLE_KEY_ACTIONS, useKeyThrough } from '../../contracts/iam/use-key-through';
import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Statement } from '../policy-document';
import { allow } from './allow';
import { useNetwork } from './network-statements';
import { logInToEcr, writeLogs } from './role-statements';
import { allowUnscoped } from './unscoped-actions';

// Everything that runs is verified, also in clusters that the deployment does not name.
const readWhatRuns = (deployment: Deployment): readonly Statement[] => [
  allowUnscoped('ListWhatRuns', 'ecs:ListClusters', 'ecs:ListServices', 'ecs:ListTasks'),
  allow(
    'DescribeWhatRuns',
    ['ecs:DescribeServices', 'ecs:DescribeTasks'],
    ['service/*', 'task/*'].map((resource) => arnOf(deployment, 'ecs', resource)),
  ),
];

// Without s3:ListBucket, S3 answers "access denied" for an object that does not exist.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
const keepReports = (deployment: Deployment): readonly Statement[] => {
  const { reportBucket } = verifierArns(deployment);
  return [
    allow('FindReports', ['s3:ListBucket'], [reportBucket]),
    allow('ReadWriteReports', ['s3:GetObject', 's3:PutObject'], [`${reportBucket}/reports/*`]),
    allow('KeepState', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [`${reportBucket}/sweeps/*`]),
  ];
};

/**
 * Images that were found revoked, and the index by which an image was trusted, are kept for the next verification. Nothing
 * else of the ledger can be written: no verdict, and no stop budget.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
const keepImageHistory = (tableArn: string): Statement => ({
  ...allow('KeepImageHistory', ['dynamodb:PutItem'], [tableArn]),
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['index#*', 'revoked#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

/** CloudWatch Logs uses its key by the key's policy alone. */
const useOwnKeys = (deployment: Deployment): readonly Statement[] => {
  const { queue, bucket, table } = deployment.keys ?? {};
  const actions = ['Decrypt', 'GenerateDataKey'];
  return [
    ...useKeyThrough(deployment, { service: 'sqs', keyArn: queue, actions }),
    ...useKeyThrough(deployment, { service: 's3', keyArn: bucket, actions }),
    ...useKeyThrough(deployment, { service: 'dynamodb', keyArn: table, actions: TABLE_KEY_ACTIONS }),
  ];
};

/**
 * The permissions of the sweep function that do not depend on policies. It can neither stop nor roll back anything, and
 * announces nothing: it sends what it found to the launch function.
 */
export const sweepStatements = (deployment: Deployment): readonly Statement[] => {
  const [arns, own] = [verifierArns(deployment), functionArns(deployment, 'sweep')];
  const queues = [arns.queue, ...(hasNotices(deployment) ? [arns.notifyQueue] : [])];
  return [
    writeLogs(own.logGroup),
    allow('ReadTrustDocument', ['s3:GetObject'], [`${arns.bucket}/trust/*`]),
    ...readWhatRuns(deployment),
    ...keepReports(deployment),
    allow('ReadLedger', ['dynamodb:BatchGetItem', 'dynamodb:GetItem'], [arns.table]),
    keepImageHistory(arns.table),
    ...(deployment.breakGlass === undefined ? [] : [allow('ReadGrants', ['dynamodb:Query'], [arns.grantTable])]),
    allow('CountWaitingMessages', ['sqs:GetQueueAttributes'], [arns.queue]),
    allow('SendWhatWasFound', ['sqs:SendMessage'], queues),
    allow('ContinueSweep', ['lambda:InvokeFunction'], [own.function]),
    logInToEcr(),
    allowUnscoped('GetRevocationStatus', 'signer:GetRevocationStatus'),
    ...useOwnKeys(deployment),
    ...(deployment.launch.vpc === undefined ? [] : useNetwork(deployment, 'sweep')),
  ];
};
