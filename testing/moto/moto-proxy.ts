import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { awsError, type HttpResponse } from '../http/http-message';
import { closeAtOnce, listenOnLoopback } from '../http/loopback-server';
import { type HandleCall, type MotoCall, type Interceptor, toMotoCall } from './moto-call';

/** One call that was answered. */
export interface RecordedCall extends MotoCall {
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A call that is refused instead of being answered. */
export interface Refusal {
  readonly service: string;
  readonly operation: string | RegExp;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** How often. Default: for ever. */
  readonly times?: number;
}

// These belong to one connection, not to what is carried over it.
const HOP = ['transfer-encoding', 'connection', 'keep-alive', 'content-length'];

/** Forwards a call as it is, Host and all, since moto makes URLs of queues from it. */
const toMoto = (url: string): HandleCall => {
  const { hostname, port } = new URL(url);
  return async ({ method, path, headers, body }) => {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { hostname, port, method, path, headers: { ...headers, 'content-length': String(body.length) } };
      send(options, resolve).once('error', reject).end(body);
    });
    const kept = Object.entries(incoming.headers).filter(([name]) => !HOP.includes(name));
    const headersOut = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
    // The answer to HEAD tells the length of a body that it has not.
    const length = method === 'HEAD' ? incoming.headers['content-length'] : undefined;
    const withLength = length === undefined ? headersOut : { ...headersOut, 'content-length': length };
    return { status: incoming.statusCode ?? 502, headers: withLength, body: await buffer(incoming) };
  };
};

/** What AWS_ENDPOINT_URL names: moto, with what it lacks put in between, and a record of every call. */
export class MotoProxy {
  private readonly answer: HandleCall;
  private readonly server: Server = createServer((request, response) => {
    this.receive(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(String(error));
    });
  });
  private readonly answered: RecordedCall[] = [];
  private refusals: { readonly refusal: Refusal; left: number }[] = [];

  /** The first of `between` is the first to see a call, and the last to see its answer. */
  constructor(motoUrl: string, between: readonly Interceptor[]) {
    this.answer = between.reduceRight<HandleCall>((next, one) => (exchange) => one(exchange, next), toMoto(motoUrl));
  }

  /** Listens on a loopback port of its choice; returns the URL. */
  start(): Promise<string> {
    return listenOnLoopback(this.server);
  }

  /** The calls so far, in order. */
  get calls(): readonly RecordedCall[] {
    return this.answered;
  }

  /** Refuses calls from now on. */
  refuse(refusal: Refusal): void {
    this.refusals.push({ refusal, left: refusal.times ?? Infinity });
  }

  /** Refuses nothing any more. */
  clearRefusals(): void {
    this.refusals = [];
  }

  /** Breaks every connection and listens no more. */
  stop(): Promise<void> {
    return closeAtOnce(this.server);
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const exchange = toMotoCall({ method, path, headers, body: await buffer(incoming) });
    const { status, headers: said, body } = this.refusalOf(exchange) ?? (await this.answer(exchange));
    this.answered.push({ ...exchange, status, at: Date.now() });
    response.writeHead(status, { 'content-length': String(body.length), ...said }).end(body);
  }

  private refusalOf({ service, operation }: MotoCall): HttpResponse | undefined {
    const matches = (wanted: string | RegExp): boolean =>
      typeof wanted === 'string' ? wanted === operation : wanted.test(operation);
    const found = this.refusals.find(
      ({ refusal, left }) => left > 0 && refusal.service === service && matches(refusal.operation),
    );
    if (!found) return undefined;
    found.left -= 1;
    const { status, code, message } = found.refusal;
    // Each protocol finds the code in a place of its own.
    const answer = awsError(status, { code, message });
    return { ...answer, body: Buffer.from(JSON.stringify({ __type: code, message })) };
  }
}
