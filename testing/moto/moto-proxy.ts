import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { FaultList } from '../gateway/fault-list';
import { forwardRequest } from '../http/forward-request';
import { awsError, type HttpResponse } from '../http/http-message';
import { closeAtOnce, createHttpServer, listenOnLoopback } from '../http/loopback-server';
import { type HandleCall, type Interceptor, type MotoCall, toMotoCall } from './moto-call';

/** A call with the status of its response. */
export interface RecordedCall extends MotoCall {
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A fault that refuses calls. */
export interface Refusal {
  readonly service: string;
  readonly operation: string | RegExp;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** How often it applies. Default: without limit. */
  readonly times?: number;
}

const toRefusalResponse = ({ status, code, message }: Refusal): HttpResponse => {
  // The REST JSON protocol has the code in a header, the JSON protocols have it in the body.
  const response = awsError(status, { code, message });
  return { ...response, body: Buffer.from(JSON.stringify({ __type: code, message })) };
};

/**
 * Stands in front of moto: applies interceptors, refuses calls on demand, and records every call. Serves
 * `AWS_ENDPOINT_URL`.
 */
export class MotoProxy {
  private readonly handle: HandleCall;
  private readonly server: Server = createHttpServer((request, response) => this.receive(request, response));
  private readonly refusals = new FaultList<Refusal>();
  private readonly recorded: RecordedCall[] = [];

  /** The first interceptor is the first to see a call, and the last to see its response. */
  constructor(motoUrl: string, interceptors: readonly Interceptor[]) {
    // The Host header is forwarded unchanged, because moto builds the URLs of queues from it.
    const moto: HandleCall = (call) => forwardRequest(call, { port: Number(new URL(motoUrl).port) });
    this.handle = interceptors.reduceRight<HandleCall>((next, intercept) => (call) => intercept(call, next), moto);
  }

  /** Starts to listen on a loopback port; returns the URL. */
  start(): Promise<string> {
    return listenOnLoopback(this.server);
  }

  /** The calls since the start, in order. */
  get calls(): readonly RecordedCall[] {
    return this.recorded;
  }

  /** Refuses the calls that match. */
  refuse(refusal: Refusal): void {
    this.refusals.add(refusal);
  }

  /** Stops refusing calls. */
  clearRefusals(): void {
    this.refusals.clear();
  }

  /** Closes every connection and stops. */
  stop(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const call = toMotoCall({ method, path, headers, body: await buffer(incoming) });
    const refusal = this.refusalOf(call);
    const response = refusal ? toRefusalResponse(refusal) : await this.handle(call);
    this.recorded.push({ ...call, status: response.status, at: Date.now() });
    outgoing.writeHead(response.status, { 'content-length': String(response.body.length), ...response.headers });
    outgoing.end(response.body);
  }

  private refusalOf({ service, operation }: MotoCall): Refusal | undefined {
    return this.refusals.hit(
      (refusal) =>
        refusal.service === service &&
        (typeof refusal.operation === 'string' ? refusal.operation === operation : refusal.operation.test(operation)),
    );
  }
}
