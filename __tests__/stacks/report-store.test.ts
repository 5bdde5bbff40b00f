import { REPORT_STORE_ADDRESSES } from '../../stacks/constructs/report-store';
import { VerifierStack } from '../../stacks/verifier-stack';
import { aDeployment } from '../support/deployment/deployment';
import { synthFor } from '../support/terraform/synth';

const stack = synthFor(VerifierStack);
const withSweep = (sweep: object | 'off') => synthFor(VerifierStack, aDeployment({ sweep }));
const REPORTS = 'arn:aws:s3:::dev-reports-111122223333-eu-west-1';

describe('the bucket of reports', () => {
  it('is private, versioned and encrypted, and denies requests without TLS', () => {
    expect(stack.at('aws_s3_bucket_public_access_block.sweep_reports_public-access')).toMatchObject({
      block_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.at('aws_s3_bucket_versioning.sweep_reports_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(stack.at('aws_s3_bucket_server_side_encryption_configuration.sweep_reports_encryption')['rule']).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(stack.statements('aws_s3_bucket_policy.sweep_reports_policy')).toMatchObject([
      { Effect: 'Deny', Action: ['s3:*'], Resource: [REPORTS, `${REPORTS}/*`] },
    ]);
  });

  it('expires reports when the deployment file says so, and everything else within a week', () => {
    const { rule } = withSweep({ reportDays: 30 }).at('aws_s3_bucket_lifecycle_configuration.sweep_reports_expiry');
    expect(rule).toMatchObject([
      { id: 'reports', filter: [{ prefix: 'reports/' }], expiration: [{ days: 30 }] },
      { id: 'unfinished-sweeps', filter: [{ prefix: 'sweeps/' }], expiration: [{ days: 7 }] },
      {
        id: 'leftovers',
        noncurrent_version_expiration: [{ noncurrent_days: 7 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
  });
});

describe('a deployment without a sweep', () => {
  const off = withSweep('off');

  it('has nothing of it', () => {
    expect(off.addresses.filter((address) => /sweep|scheduler/.test(address))).toEqual([]);
    expect(off.outputs).not.toHaveProperty('reportBucket');
  });

  it('leaves the bucket of earlier reports in AWS', () => {
    expect(off.json['removed']).toEqual(
      REPORT_STORE_ADDRESSES.map((from) => ({ from, lifecycle: { destroy: false } })),
    );
    expect(stack.json).not.toHaveProperty('removed');
  });

  it('lets nobody but the rules send to the queue', () => {
    expect(JSON.stringify(off.statements('aws_sqs_queue_policy.queues_tasks_policy'))).not.toContain('PrincipalArn');
  });
});

describe('the addresses that are kept when the sweep is turned off', () => {
  it('are all of the bucket of reports', () => {
    expect(stack.addresses.filter((address) => address.includes('.sweep_reports_')).sort()).toEqual(
      REPORT_STORE_ADDRESSES,
    );
  });
});
