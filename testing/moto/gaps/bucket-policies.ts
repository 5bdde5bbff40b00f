import type { Interceptor } from '../moto-call';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const NO_CONTENT = { status: 204, headers: {}, body: Buffer.alloc(0) };

/**
 * Stores bucket policies instead of moto, which enforces them without their conditions: a policy that denies
 * calls without TLS would deny every call. The tests evaluate the policies that Terraform puts.
 */
export const bucketPolicies = (): Interceptor => {
  const policies = new Map<string, string>();
  return async (call, moto) => {
    const { pathname, searchParams } = new URL(call.path, 'http://s3');
    if (call.service !== 's3' || !searchParams.has('policy')) return moto(call);
    const bucket = pathname.split('/')[1] ?? '';
    const policy = policies.get(bucket);
    switch (call.method) {
      case 'PUT':
        policies.set(bucket, call.body.toString());
        return NO_CONTENT;
      case 'DELETE':
        policies.delete(bucket);
        return NO_CONTENT;
      default:
        if (policy === undefined) return moto(call);
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(policy) };
    }
  };
};
