import { createRequire } from 'node:module';
import type { Context } from 'aws-lambda';
import { endLine, type FunctionError, type InvocationRequest, type RuntimeMessage } from './runtime-messages';

// Lambda's runtimes from Node 24 on lack done, fail and succeed.
type InvocationContext = Omit<Context, 'done' | 'fail' | 'succeed'>;
type Handler = (event: unknown, context: InvocationContext) => unknown;

const { env } = process;

const load = (bundle: string, exported: string): Handler => {
  const loaded = createRequire(bundle)(bundle) as Readonly<Record<string, unknown>>;
  const handler = loaded[exported];
  if (typeof handler !== 'function') throw new Error(`${bundle} exports no function ${exported}`);
  return handler as Handler;
};

const toContext = ({ requestId, deadline }: InvocationRequest): InvocationContext => {
  const functionName = env['AWS_LAMBDA_FUNCTION_NAME'] ?? '';
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'] ?? '',
    invokedFunctionArn: `arn:aws:lambda:${env['AWS_REGION'] ?? ''}:111122223333:function:${functionName}`,
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? '',
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? '',
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};

const toFunctionError = (error: unknown): FunctionError =>
  error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: JSON.stringify(error) };

const send = (message: RuntimeMessage): void => {
  process.send?.(message);
};

const run = async (handler: Handler, request: InvocationRequest): Promise<void> => {
  const { requestId } = request;
  const message = await Promise.resolve()
    .then(() => handler(request.event, toContext(request)))
    .then<RuntimeMessage, RuntimeMessage>(
      (result) => ({ kind: 'returned', requestId, result: result ?? null }),
      (error: unknown) => ({ kind: 'failed', requestId, error: toFunctionError(error) }),
    );
  // Node writes to pipes synchronously, so the handler's output precedes these lines.
  process.stdout.write(`${endLine(requestId)}\n`);
  process.stderr.write(`${endLine(requestId)}\n`);
  send(message);
};

/** Loads the function once and runs the invocations that the host sends. */
const serve = (): void => {
  const [bundle = '', exported = ''] = process.argv.slice(1);
  try {
    const handler = load(bundle, exported);
    process.on('message', (request: InvocationRequest) => void run(handler, request));
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'init-failed', error: toFunctionError(error) });
  }
};

serve();
