import type { Deployment } from '../../contracts/deployment/deployment';
import { hasNotices } from '../../contracts/deployment/notices';
import { useKeyThrough } from '../../contracts/iam/use-key-through';
import { arnOf, functionArns, verifierArns } from '../../contracts/naming/resource-arns';
import type { Place } from '../../contracts/naming/resource-names';
import { securityHubArn, securityHubProductArn } from '../../contracts/naming/security-hub-arns';
import { oneOrMore, type Statement } from '../policy-document';
import { allow } from './allow';
import { useNetwork } from './network-statements';
import { writeLogs } from './role-statements';

/** The roles that send notices: those of launch, and of the sweep if it is on. */
export const noticeSenders = (deployment: Deployment): readonly string[] => [
  functionArns(deployment, 'launch').role,
  ...(deployment.sweep === 'off' ? [] : [functionArns(deployment, 'sweep').role]),
];

/**
 * Denies sending to the notify queue to everyone except these roles, whatever their own policies allow: whoever can send
 * messages can make up findings. SQS itself may send on an operator's behalf, so that dead letters can be moved back.
 */
export const denySendExceptFromRoles = (queueArn: string, roleArns: readonly string[]): Statement => ({
  Sid: 'DenySendExceptFromFunctions',
  Effect: 'Deny',
  Principal: '*',
  Action: ['sqs:SendMessage'],
  Resource: [queueArn],
  Condition: {
    ArnNotEquals: { 'aws:PrincipalArn': oneOrMore(roleArns) },
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
  },
});

/** Lets a function send notices; empty without findings and webhook. With keys.queue, it also needs the key to encrypt. */
export const sendNotices = (deployment: Deployment): readonly Statement[] =>
  hasNotices(deployment) ? [allow('SendNotices', ['sqs:SendMessage'], [verifierArns(deployment).notifyQueue])] : [];

const findings = (deployment: Deployment): readonly Statement[] =>
  deployment.securityHub
    ? [
        allow('ImportFindings', ['securityhub:BatchImportFindings'], [securityHubProductArn(deployment)]),
        allow('ReadFindings', ['securityhub:GetFindings'], [securityHubArn(deployment)]),
        allow('ReadReports', ['s3:GetObject'], [`${verifierArns(deployment).reportBucket}/reports/*`]),
        ...useKeyThrough(deployment, { service: 's3', keyArn: deployment.keys?.bucket, actions: ['Decrypt'] }),
      ]
    : [];

/**
 * The key of a secret is not in the deployment file. Only keys of its account are allowed, and only to decrypt this secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
const useSecretKey = (place: Place, secret: string): Statement => {
  const [, , , region = '', account = ''] = secret.split(':');
  return {
    Sid: 'UseKeyOfWebhookSecret',
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: [arnOf({ ...place, region, account }, 'kms', 'key/*')],
    Condition: {
      StringEquals: {
        'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
        'kms:EncryptionContext:SecretARN': secret,
      },
    },
  };
};

const webhook = (deployment: Deployment): readonly Statement[] =>
  deployment.webhook === undefined
    ? []
    : [
        allow('ReadWebhookSecret', ['secretsmanager:GetSecretValue'], [deployment.webhook.secret]),
        useSecretKey(deployment, deployment.webhook.secret),
      ];

/** The permissions of the notify function. */
export const notifyStatements = (deployment: Deployment): readonly Statement[] => {
  const actions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
  return [
    writeLogs(functionArns(deployment, 'notify').logGroup),
    allow(
      'ConsumeQueue',
      actions.map((action) => `sqs:${action}`),
      [verifierArns(deployment).notifyQueue],
    ),
    ...useKeyThrough(deployment, { service: 'sqs', keyArn: deployment.keys?.queue, actions: ['Decrypt'] }),
    ...findings(deployment),
    ...webhook(deployment),
    ...(deployment.launch.vpc === undefined ? [] : useNetwork(deployment, 'notify')),
  ];
};
