import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { closeAtOnce, createHttpServer, listenOnLoopback, urlOf } from '../http/loopback-server';
import type { FunctionError, InvocationRequest, Outcome } from './runtime-messages';

const ROUTE = /^\/2018-06-01\/runtime\/(?:(init)\/error|invocation\/(?:(next)|([^/]+)\/(response|error)))$/;
const errorShape = z.object({ errorType: z.string(), errorMessage: z.string() });

type ApiResponse = readonly [status: number, body: object];
const ACCEPTED: ApiResponse = [202, { status: 'OK' }];
const refused = (status: number, errorType: string): ApiResponse => [status, { errorType, errorMessage: errorType }];

const toError = (body: string): FunctionError => {
  const { errorType, errorMessage } = errorShape.parse(JSON.parse(body));
  return { name: errorType, message: errorMessage };
};

interface RuntimeResponse {
  readonly requestId: string | undefined;
  readonly kind: string | undefined;
  readonly body: string;
}

// A handler that returns undefined yields an empty body.
const toResult = (body: string): Outcome => ({
  kind: 'returned',
  result: body === '' ? null : (JSON.parse(body) as unknown),
});

/**
 * Lambda's runtime API on a loopback port: passes one invocation at a time to the runtime, and receives its responses.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  private readonly server: Server = createHttpServer((request, response) => this.receive(request, response));
  private waiting: ServerResponse | undefined;
  private pending: InvocationRequest | undefined;
  private settle: (outcome: Outcome) => void = () => undefined;
  private settleLoaded: (error: FunctionError | undefined) => void = () => undefined;

  /** Resolves when the runtime requests its first invocation, or with the error if the function couldn't be loaded. */
  readonly loaded = new Promise<FunctionError | undefined>((resolve) => {
    this.settleLoaded = resolve;
  });

  private constructor(private readonly functionArn: string) {}

  /** Starts the API for one sandbox of a function. */
  static async start(functionArn: string): Promise<RuntimeApi> {
    const api = new RuntimeApi(functionArn);
    await listenOnLoopback(api.server);
    return api;
  }

  /** The value for `AWS_LAMBDA_RUNTIME_API`. */
  get address(): string {
    return new URL(urlOf(this.server)).host;
  }

  /** Passes an invocation to the runtime; resolves when the runtime has responded, without a timeout. */
  invoke(request: InvocationRequest): Promise<Outcome> {
    this.pending = request;
    const outcome = new Promise<Outcome>((resolve) => {
      this.settle = resolve;
    });
    if (this.waiting) this.sendInvocation(this.waiting, request);
    return outcome;
  }

  /** Closes every connection and stops. */
  stop(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [known, init, next, requestId, kind] = ROUTE.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && next) {
      this.receiveNext(response);
      return;
    }
    const body = await text(request);
    const [status, content] =
      known === undefined || request.method !== 'POST'
        ? refused(404, 'NotFound')
        : init
          ? this.receiveInitError(body)
          : this.receiveResponse({ requestId, kind, body });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  }

  private receiveNext(response: ServerResponse): void {
    this.settleLoaded(undefined);
    if (this.pending) this.sendInvocation(response, this.pending);
    else this.waiting = response;
  }

  private sendInvocation(response: ServerResponse, { requestId, event, deadline }: InvocationRequest): void {
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

  private receiveInitError(body: string): ApiResponse {
    this.settleLoaded(toError(body));
    return ACCEPTED;
  }

  private receiveResponse({ requestId, kind, body }: RuntimeResponse): ApiResponse {
    if (requestId !== this.pending?.requestId) return refused(400, 'InvalidRequestID');
    this.pending = undefined;
    this.settle(kind === 'error' ? { kind: 'failed', error: toError(body) } : toResult(body));
    return ACCEPTED;
  }
}
