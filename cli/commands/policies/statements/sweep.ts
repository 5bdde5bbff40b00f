import type { Deployment } from '../../../../contracts/deployment/deployment';
import type { Statement } from '../../../../contracts/iam/policy';
import { functionArns, verifierArns } from '../../../../contracts/naming/resource-arns';
import { allow } from './place';

/** Managing a bucket, but none of its objects. */
export const MANAGE_BUCKET = [
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:ListBucketVersions',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:TagResource',
];

/** Managing the schedule of the sweep, the retries of its function, and the bucket of its reports. Empty without it. */
export const manageSweep = (deployment: Deployment): readonly Statement[] => {
  const { schedule, reportBucket } = verifierArns(deployment);
  return deployment.sweep === 'off'
    ? []
    : [
        allow(
          'ManageSchedule',
          ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
          [schedule],
        ),
        allow(
          'ManageRetries',
          ['lambda:DeleteFunctionEventInvokeConfig', 'lambda:PutFunctionEventInvokeConfig'],
          [functionArns(deployment, 'sweep').function],
        ),
        allow('ManageReportBucket', [...MANAGE_BUCKET, 's3:PutLifecycleConfiguration'].sort(), [reportBucket]),
        // Destroying the bucket empties it first.
        allow('EmptyReportBucket', ['s3:DeleteObjectVersion'], [`${reportBucket}/*`]),
      ];
};

/**
 * Reading the schedule of the sweep, the retries of its function, and its reports, by which plans say what a change means
 * for what runs. Empty without it.
 */
export const readSweep = (deployment: Deployment): readonly Statement[] => {
  const { schedule, reportBucket } = verifierArns(deployment);
  return deployment.sweep === 'off'
    ? []
    : [
        allow('ReadSchedule', ['scheduler:GetSchedule'], [schedule]),
        allow('ReadRetries', ['lambda:GetFunctionEventInvokeConfig'], [functionArns(deployment, 'sweep').function]),
        allow('ReadReports', ['s3:GetObject'], [`${reportBucket}/reports/*`]),
      ];
};
