import { arnOf, iamArn, verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames, type Place } from '../../contracts/naming/resource-names';
import type { Statement } from '../policy-document';

const alarmsOf = (place: Place): string => arnOf(place, 'cloudwatch', `alarm:${verifierNames(place).alarmPrefix}*`);

/** Lets the deployment's alarms publish to its topic. */
export const allowAlarmsToPublish = (place: Place): Statement => ({
  Sid: 'AllowAlarmsOfThisDeployment',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: ['sns:Publish'],
  Resource: [verifierArns(place).topic],
  Condition: {
    StringEquals: { 'aws:SourceAccount': place.account },
    ArnLike: { 'aws:SourceArn': alarmsOf(place) },
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

// In a key policy `*` means the key itself.
const THIS_KEY = ['*'];

/** The key policy of the topic's KMS key. */
export const topicKeyStatements = (place: Place): readonly Statement[] => [
  {
    Sid: 'AllowKeyAdministration',
    Effect: 'Allow',
    Principal: { AWS: iamArn(place, 'root') },
    Action: ADMINISTRATION,
    Resource: THIS_KEY,
  },
  {
    Sid: 'AllowUseThroughSns',
    Effect: 'Allow',
    Principal: { AWS: iamArn(place, 'root') },
    Action: USE,
    Resource: THIS_KEY,
    Condition: { StringEquals: { 'kms:ViaService': `sns.${place.region}.amazonaws.com` } },
  },
  {
    // Without this statement alarms cannot publish. A request that names its source must come from an alarm of this
    // deployment. IfExists: an alarm that cannot use the key is silent, so a request without these keys is allowed; the
    // topic policy then limits which alarms may publish.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    Sid: 'AllowUseByCloudWatch',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: USE,
    Resource: THIS_KEY,
    Condition: {
      StringEqualsIfExists: { 'aws:SourceAccount': place.account },
      ArnLikeIfExists: { 'aws:SourceArn': alarmsOf(place) },
    },
  },
];
