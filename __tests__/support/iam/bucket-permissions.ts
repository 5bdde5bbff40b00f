import type { RecordedCall } from '../../../testing/moto/moto-proxy';
import { permission, type NeededPermission } from './needed-permissions';

/**
 * The actions on buckets by method and subresource.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const OF_BUCKET: Readonly<Record<string, string>> = {
  'HEAD ': 'ListBucket',
  'PUT ': 'CreateBucket',
  'DELETE ': 'DeleteBucket',
  'GET versions': 'ListBucketVersions',
  'GET accelerate': 'GetAccelerateConfiguration',
  'GET acl': 'GetBucketAcl',
  'GET cors': 'GetBucketCORS',
  'GET encryption': 'GetEncryptionConfiguration',
  'GET lifecycle': 'GetLifecycleConfiguration',
  'GET logging': 'GetBucketLogging',
  'GET object-lock': 'GetBucketObjectLockConfiguration',
  'GET ownershipControls': 'GetBucketOwnershipControls',
  'GET policy': 'GetBucketPolicy',
  'GET publicAccessBlock': 'GetBucketPublicAccessBlock',
  'GET replication': 'GetReplicationConfiguration',
  'GET requestPayment': 'GetBucketRequestPayment',
  'GET tagging': 'GetBucketTagging',
  'GET versioning': 'GetBucketVersioning',
  'GET website': 'GetBucketWebsite',
  'PUT encryption': 'PutEncryptionConfiguration',
  'PUT lifecycle': 'PutLifecycleConfiguration',
  'PUT ownershipControls': 'PutBucketOwnershipControls',
  'PUT policy': 'PutBucketPolicy',
  'PUT publicAccessBlock': 'PutBucketPublicAccessBlock',
  'PUT tagging': 'PutBucketTagging',
  'PUT versioning': 'PutBucketVersioning',
  'DELETE encryption': 'PutEncryptionConfiguration',
  'DELETE lifecycle': 'PutLifecycleConfiguration',
  'DELETE ownershipControls': 'PutBucketOwnershipControls',
  'DELETE policy': 'DeleteBucketPolicy',
  'DELETE publicAccessBlock': 'PutBucketPublicAccessBlock',
};

const OF_OBJECT: Readonly<Record<string, string>> = {
  'HEAD ': 'GetObject',
  'GET ': 'GetObject',
  'GET tagging': 'GetObjectTagging',
  'PUT ': 'PutObject',
  'PUT tagging': 'PutObjectTagging',
  'DELETE ': 'DeleteObject',
  'DELETE versionId': 'DeleteObjectVersion',
};

// These parameters shape the response and don't change the action.
const RESPONSE_PARAMETERS = [
  'x-id',
  'max-keys',
  'prefix',
  'encoding-type',
  'list-type',
  'key-marker',
  'version-id-marker',
];

const deletedObjects = (bucket: string, body: string): readonly NeededPermission[] =>
  [...body.matchAll(/<Object>(?<object>.*?)<\/Object>/gs)].map(({ groups }) => {
    const object = groups?.['object'] ?? '';
    const key = /<Key>(?<key>[^<]*)<\/Key>/.exec(object)?.groups?.['key'] ?? '';
    return permission(
      object.includes('<VersionId>') ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
      `${bucket}/${key}`,
    );
  });

// Without s3:ListBucket, S3 answers "access denied" for an object that does not exist.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
const findingNothing = (bucket: string, status: number): readonly NeededPermission[] =>
  status === 404 ? [permission('s3:ListBucket', bucket)] : [];

/** The permissions that a call to S3 needs. */
export const neededByBucketCall = ({
  method,
  path,
  headers,
  body,
  status,
}: RecordedCall): readonly NeededPermission[] => {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const [name = '', ...key] = pathname.slice(1).replace(/\/$/, '').split('/');
  const bucket = `arn:aws:s3:::${name}`;
  const subresource = [...searchParams.keys()].find((each) => !RESPONSE_PARAMETERS.includes(each)) ?? '';
  if (method === 'POST' && subresource === 'delete') return deletedObjects(bucket, body.toString());
  const isObject = key.length > 0;
  const action = (isObject ? OF_OBJECT : OF_BUCKET)[`${method} ${subresource}`];
  if (action === undefined) throw new Error(`the permissions that ${method} ${path} needs are unknown`);
  const resource = isObject ? `${bucket}/${key.join('/')}` : bucket;
  return [
    permission(`s3:${action}`, resource),
    ...(isObject ? findingNothing(bucket, status) : []),
    ...(headers['x-amz-tagging'] === undefined ? [] : [permission('s3:PutObjectTagging', resource)]),
  ];
};
