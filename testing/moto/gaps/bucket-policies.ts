import type { Interceptor } from '../moto-call';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const NOTHING = { status: 204, headers: {}, body: Buffer.alloc(0) };

/**
 * Keeps the policies of buckets, since moto obeys them without their conditions: one that refuses what comes without TLS would refuse
 * everything. They are handed out as they were put; the tests evaluate what Terraform put.
 */
export const bucketPolicies = (): Interceptor => {
  const policies = new Map<string, string>();
  return async (exchange, moto) => {
    const { pathname, searchParams } = new URL(exchange.path, 'http://s3');
    if (exchange.service !== 's3' || !searchParams.has('policy')) return moto(exchange);
    const bucket = pathname.split('/')[1] ?? '';
    const kept = policies.get(bucket);
    switch (exchange.method) {
      case 'PUT':
        policies.set(bucket, exchange.body.toString());
        return NOTHING;
      case 'DELETE':
        policies.delete(bucket);
        return NOTHING;
      default:
        if (kept === undefined) return moto(exchange);
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(kept) };
    }
  };
};
