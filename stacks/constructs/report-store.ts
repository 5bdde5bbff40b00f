import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Deployment } from '../../contracts/deployment/deployment';
import { verifierArns } from '../../contracts/naming/resource-arns';
import { verifierNames } from '../../contracts/naming/resource-names';
import { addPrivateBucket } from './private-bucket';

/** Props of ReportStore. */
export interface ReportStoreProps {
  /** The deployment. Required. */
  readonly deployment: Deployment;
  /** How many days each report is kept. Required. */
  readonly reportDays: number;
}

/** How long overwritten and deleted objects can be restored, and the state of a sweep is kept. */
const DAYS = { noncurrent: 7, state: 7, unfinishedUpload: 1 } as const;

/** The addresses of what a verifier stack with a sweep has for its reports. */
export const REPORT_STORE_ADDRESSES: readonly string[] = [
  'aws_s3_bucket.sweep_reports_bucket',
  'aws_s3_bucket_lifecycle_configuration.sweep_reports_expiry',
  'aws_s3_bucket_ownership_controls.sweep_reports_ownership',
  'aws_s3_bucket_policy.sweep_reports_policy',
  'aws_s3_bucket_public_access_block.sweep_reports_public-access',
  'aws_s3_bucket_server_side_encryption_configuration.sweep_reports_encryption',
  'aws_s3_bucket_versioning.sweep_reports_versioning',
];

const afterDays = (id: string, prefix: string, days: number) => ({
  id,
  status: 'Enabled',
  filter: [{ prefix }],
  expiration: [{ days }],
});

/** The bucket of reports and of the state of unfinished sweeps; both expire. */
export class ReportStore extends Construct {
  /** What must exist before a report is written. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { deployment, reportDays }: ReportStoreProps) {
    super(scope, id);
    const { bucket, versioning } = addPrivateBucket(this, {
      name: verifierNames(deployment).reportBucket,
      arn: verifierArns(deployment).reportBucket,
      keyArn: deployment.keys?.bucket,
    });
    new S3BucketLifecycleConfiguration(this, 'expiry', {
      bucket: bucket.id,
      rule: [
        afterDays('reports', 'reports/', reportDays),
        afterDays('unfinished-sweeps', 'sweeps/', DAYS.state),
        {
          id: 'leftovers',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: DAYS.noncurrent }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: DAYS.unfinishedUpload }],
        },
      ],
      // S3 accepts rules on noncurrent versions only when it knows of versions.
      dependsOn: [versioning],
    });
    this.ready = [bucket, versioning];
  }
}
