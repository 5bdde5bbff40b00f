import { arnOf, iamArn, verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';

/** Lets this deployment's alarms publish to its topic. */
export const acceptAlarms = (place: Place): Statement => ({
  Sid: 'AlarmsOfThisDeployment',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: ['sns:Publish'],
  Resource: [verifierArns(place).topic],
  Condition: {
    StringEquals: { 'aws:SourceAccount': place.account },
    ArnLike: { 'aws:SourceArn': arnOf(place, 'cloudwatch', `alarm:${verifierNames(place).alarmPrefix}*`) },
  },
});

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];

// In a key's own policy `*` is the key.
const THIS_KEY = ['*'];

/** Who may do what with the topic's key. */
export const topicKeyStatements = (place: Place): readonly Statement[] => [
  {
    Sid: 'AdministeredByTheAccount',
    Effect: 'Allow',
    Principal: { AWS: iamArn(place, 'root') },
    Action: ADMINISTRATION,
    Resource: THIS_KEY,
  },
  {
    Sid: 'UsedThroughTheTopic',
    Effect: 'Allow',
    Principal: { AWS: iamArn(place, 'root') },
    Action: USE,
    Resource: THIS_KEY,
    Condition: { StringEquals: { 'kms:ViaService': `sns.${place.region}.amazonaws.com` } },
  },
  {
    // Without this the alarms are silent. Whose alarms may publish is said by the topic's policy.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    Sid: 'UsedByAlarms',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: USE,
    Resource: THIS_KEY,
  },
];
