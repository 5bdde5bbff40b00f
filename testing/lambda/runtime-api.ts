import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { FunctionError, InvocationRequest, Outcome } from './runtime-messages';

const ROUTE = /^\/2018-06-01\/runtime\/(?:(init)\/error|invocation\/(?:(next)|([^/]+)\/(response|error)))$/;
const errorShape = z.object({ errorType: z.string(), errorMessage: z.string() });

/** The part of Lambda's runtime API that a runtime's answer can be wrong about. */
type Answer = readonly [status: number, body: object];
const ACCEPTED: Answer = [202, { status: 'OK' }];
const refused = (status: number, errorType: string): Answer => [status, { errorType, errorMessage: errorType }];

const toError = (body: string): FunctionError => {
  const { errorType, errorMessage } = errorShape.parse(JSON.parse(body));
  return { name: errorType, message: errorMessage };
};

interface RuntimeAnswer {
  readonly requestId: string | undefined;
  readonly kind: string | undefined;
  readonly body: string;
}

const toResult = (body: string): Outcome => {
  // A handler that returns nothing is answered for with nothing at all.
  return { kind: 'returned', result: body === '' ? null : (JSON.parse(body) as unknown) };
};

/**
 * Lambda's runtime API on a loopback port: hands one invocation at a time to the runtime that asks for it, and takes its answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  private readonly server: Server;
  private waiting: ServerResponse | undefined;
  private pending: InvocationRequest | undefined;
  private settle: (outcome: Outcome) => void = () => undefined;
  private tellLoaded: (error: FunctionError | undefined) => void = () => undefined;

  /** Settles when the runtime asks for its first invocation, or says why there will be none. */
  readonly loaded = new Promise<FunctionError | undefined>((resolve) => {
    this.tellLoaded = resolve;
  });

  private constructor(private readonly functionArn: string) {
    this.server = createServer((request, response) => {
      this.receive(request, response).catch((error: unknown) => {
        response.writeHead(500).end(JSON.stringify({ errorType: 'Runtime.Emulator', errorMessage: String(error) }));
      });
    });
  }

  /** Starts the API of one sandbox of a function. */
  static async start(functionArn: string): Promise<RuntimeApi> {
    const api = new RuntimeApi(functionArn);
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    return api;
  }

  /** Value for `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    const address = this.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the runtime API does not listen');
    return `127.0.0.1:${address.port}`;
  }

  /** Hands an invocation to the runtime and waits for its answer, however long that takes. */
  invoke(request: InvocationRequest): Promise<Outcome> {
    this.pending = request;
    const outcome = new Promise<Outcome>((resolve) => {
      this.settle = resolve;
    });
    if (this.waiting) this.handOut(this.waiting, request);
    return outcome;
  }

  /** Ends every connection. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [known, init, next, requestId, kind] = ROUTE.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && next) {
      this.next(response);
      return;
    }
    const body = await text(request);
    const [status, answer] =
      known === undefined || request.method !== 'POST'
        ? refused(404, 'NotFound')
        : init
          ? this.takeInitError(body)
          : this.takeAnswer({ requestId, kind, body });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private next(response: ServerResponse): void {
    this.tellLoaded(undefined);
    if (this.pending) this.handOut(response, this.pending);
    else this.waiting = response;
  }

  private handOut(response: ServerResponse, { requestId, event, deadline }: InvocationRequest): void {
    this.waiting = undefined;
    const headers = {
      'content-type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': this.functionArn,
      'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
    };
    response.writeHead(200, headers).end(JSON.stringify(event));
  }

  private takeInitError(body: string): Answer {
    this.tellLoaded(toError(body));
    return ACCEPTED;
  }

  private takeAnswer({ requestId, kind, body }: RuntimeAnswer): Answer {
    if (requestId !== this.pending?.requestId) return refused(400, 'InvalidRequestID');
    this.pending = undefined;
    this.settle(kind === 'error' ? { kind: 'failed', error: toError(body) } : toResult(body));
    return ACCEPTED;
  }
}
