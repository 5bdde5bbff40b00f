import type { Interceptor } from '../moto-call';

const OK = { status: 200, headers: {}, body: Buffer.alloc(0) };
const SUSPENDED = {
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>'),
};

/**
 * Keeps a bucket versioned whose versioning is suspended: S3 keeps its versions, and deletes each by its id, but moto
 * treats the bucket as one that never had versions, and fails when it deletes a delete marker.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html
 */
export const suspendedVersions = (): Interceptor => {
  const suspended = new Set<string>();
  return async (call, moto) => {
    const { pathname, searchParams } = new URL(call.path, 'http://s3');
    if (call.service !== 's3' || !searchParams.has('versioning')) return moto(call);
    const bucket = pathname.split('/')[1] ?? '';
    if (call.method === 'GET') return suspended.has(bucket) ? SUSPENDED : moto(call);
    if (!call.body.includes('<Status>Suspended</Status>')) {
      suspended.delete(bucket);
      return moto(call);
    }
    suspended.add(bucket);
    return OK;
  };
};
