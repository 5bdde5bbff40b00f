import type { Interceptor } from '../moto-call';

const INVOKE = /^POST \/2015-03-31\/functions\/[^/]+\/invocations$/;

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
const ACCEPTED = { status: 202, headers: {}, body: Buffer.alloc(0) };

/**
 * Accepts asynchronous invocations without running anything: moto would run the function with Docker. The test finds the
 * event in the recorded call, and invokes the function itself.
 */
export const asynchronousInvocations = (): Interceptor => async (call, moto) =>
  call.service === 'lambda' && INVOKE.test(call.operation) && call.headers['x-amz-invocation-type'] === 'Event'
    ? ACCEPTED
    : moto(call);
