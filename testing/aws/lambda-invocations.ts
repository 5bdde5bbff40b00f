import * as z from 'zod';
import { type AwsActions } from './aws-response';
import { AwsError } from './aws-error';
import { parseInput } from './parse-input';

const MAX_BYTES = 1024 * 1024;

const invokeShape = z.object({
  FunctionName: z.string().min(1),
  // A function that waited for another one would pay twice; the product never does.
  InvocationType: z.literal('Event'),
  Payload: z.instanceof(Buffer),
});

/** An asynchronous invocation that a client asked for. */
export interface AskedInvocation {
  readonly functionName: string;
  readonly event: unknown;
}

/** Lambda's Invoke with the type `Event`. Invocations wait until a test or the demo takes them. Any function exists. */
export class LambdaInvocations {
  private waiting: readonly AskedInvocation[] = [];

  readonly actions: AwsActions = {
    Invoke: (call) => {
      const { FunctionName: functionName, Payload } = parseInput(call, invokeShape);
      if (Payload.length > MAX_BYTES)
        throw new AwsError('RequestTooLargeException', `the payload must be at most ${MAX_BYTES} bytes`, {
          status: 413,
        });
      const event: unknown = JSON.parse(Payload.toString() || '{}');
      this.waiting = [...this.waiting, { functionName, event }];
      return { status: 202, headers: {}, body: Buffer.alloc(0) };
    },
  };

  /** Takes the invocations of a function that wait, in order. */
  take(functionName: string): readonly AskedInvocation[] {
    const taken = this.waiting.filter((each) => each.functionName === functionName);
    this.waiting = this.waiting.filter((each) => each.functionName !== functionName);
    return taken;
  }

  /** Forgets every invocation. */
  clear(): void {
    this.waiting = [];
  }
}
