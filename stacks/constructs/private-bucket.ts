import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA as S3BucketVersioning } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { policyDocument } from '../policy-document';
import { denyWithoutTls } from '../statements/transport-statements';

/** What a private bucket depends on. */
export interface PrivateBucketProps {
  /** The bucket's name. Required. */
  readonly name: string;
  /** The bucket's ARN, as literal text. Required. */
  readonly arn: string;
  /** The KMS key that encrypts the objects. Default: a key of S3. */
  readonly keyArn?: string | undefined;
}

/** A private bucket and its versioning, which must exist before objects are written. */
export interface PrivateBucket {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioning;
}

// With a bucket key, S3 calls KMS once for many requests.
const encryptionOf = (keyArn: string | undefined) =>
  keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      };

/**
 * Adds a private, encrypted and versioned bucket that denies requests without TLS. It is destroyed with its objects, old
 * versions included.
 */
export const addPrivateBucket = (scope: Construct, { name, arn, keyArn }: PrivateBucketProps): PrivateBucket => {
  const bucket = new S3Bucket(scope, 'bucket', { bucket: name, forceDestroy: true });
  const access = new S3BucketPublicAccessBlock(scope, 'public-access', {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(scope, 'ownership', {
    bucket: bucket.id,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  new S3BucketEncryption(scope, 'encryption', { bucket: bucket.id, rule: [encryptionOf(keyArn)] });
  new S3BucketPolicy(scope, 'policy', {
    bucket: bucket.id,
    policy: policyDocument([denyWithoutTls(['s3:*'], [arn, `${arn}/*`])]),
    // S3 refuses to change both at the same time.
    dependsOn: [access],
  });
  const versioning = new S3BucketVersioning(scope, 'versioning', {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
  });
  return { bucket, versioning };
};
