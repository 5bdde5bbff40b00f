import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RegistryAnswer, RegistryFailure } from '../../../verification';
import { mayContact, type Reach } from './address-rules';
import { CertificateAuthoritiesError } from './certificate-authorities';
import { AddressError } from './checked-lookup';
import type { Connections } from './connections';
import { ProxyError } from './proxy-for';
import { readBody } from './read-body';
import { TunnelError, type TunnelledOptions } from './tunnel-agent';

/** One GET. */
export interface HttpGet {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly reach: Reach;
  /** The most bytes of a body with status 200. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A whole response, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Of a response with another status than 200, nothing if it is longer than a few kilobytes. */
  readonly body: Buffer;
}

/** Sends a GET, follows no redirect. */
export type Exchange = (get: HttpGet) => Promise<RegistryAnswer<HttpResponse>>;

const ERROR_BODY_LIMIT = 16 * 1024;
const HEADERS = { 'user-agent': 'ecs-image-trust', 'accept-encoding': 'identity' };

const isExpected = (error: unknown): error is Error =>
  [AddressError, ProxyError, CertificateAuthoritiesError, TunnelError].some((type) => error instanceof type);

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

/** Why a connection failed, without what the server sent: an error's message may repeat that. */
export const describeFailure = (error: unknown): string =>
  isExpected(error) ? error.message : (codeOf(error) ?? 'the connection failed');

const failureOf = (error: unknown, { url, signal }: HttpGet): RegistryFailure => {
  if (signal.aborted) return { kind: 'timed-out', detail: `${url.host} did not answer in time` };
  const kind = error instanceof AddressError ? 'wrong' : 'unavailable';
  return { kind, detail: `${url.host}: ${describeFailure(error)}` };
};

const contactProblem = ({ url, reach }: HttpGet): string | undefined => {
  const protocol = reach === 'loopback' ? 'http:' : 'https:';
  if (url.protocol !== protocol) return `expected ${protocol.slice(0, -1)}, found ${url.protocol.slice(0, -1)}`;
  if (url.username !== '' || url.password !== '') return 'expected a URL without user name';
  return mayContact(url, reach) ? undefined : 'must not be contacted';
};

/** Resolves with the response's head; rejects at the latest when the signal aborts, also while there is no socket. */
const sendRequest = (get: HttpGet, connections: Connections, started: (request: ClientRequest) => void) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const send = get.url.protocol === 'http:' ? httpRequest : httpsRequest;
    const options: TunnelledOptions = {
      ...connections.connectionTo(get.url, get.reach),
      headers: { ...HEADERS, ...get.headers },
      signal: get.signal,
      tunnelSignal: get.signal,
    };
    const outgoing = send(get.url, options);
    started(outgoing);
    const abort = (): void => reject(new Error('aborted'));
    get.signal.addEventListener('abort', abort, { once: true });
    outgoing.on('close', () => get.signal.removeEventListener('abort', abort));
    outgoing.on('error', reject);
    outgoing.once('response', resolve);
    outgoing.end();
  });

const respond = async (get: HttpGet, response: IncomingMessage): Promise<RegistryAnswer<HttpResponse>> => {
  const { statusCode: status = 0, headers } = response;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status === 200 && encoding.toLowerCase() !== 'identity') {
    response.destroy();
    return { kind: 'wrong', detail: `${get.url.host} sends a compressed response, which was not requested` };
  }
  const limit = status === 200 ? get.limit : ERROR_BODY_LIMIT;
  const body = await readBody(response, limit);
  if (body === undefined && status === 200)
    return { kind: 'too-large', detail: `${get.url.host} sends more than ${limit} bytes` };
  return { kind: 'found', value: { status, headers, body: body ?? Buffer.alloc(0) } };
};

// The server may close an idle connection at the moment it is used again.
const wasClosedWhileIdle = (request: ClientRequest | undefined, error: unknown): boolean =>
  request?.reusedSocket === true && ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');

/** Sends requests over kept connections. Every failure is an answer; a detail names the host, never path or query. */
export const exchange = (connections: Connections): Exchange => {
  const attempt = async (get: HttpGet): Promise<RegistryAnswer<HttpResponse>> => {
    let request: ClientRequest | undefined;
    try {
      const response = await sendRequest(get, connections, (started) => (request = started));
      return await respond(get, response);
    } catch (error) {
      // Ends: each attempt uses up one idle connection.
      if (!get.signal.aborted && wasClosedWhileIdle(request, error)) return attempt(get);
      return failureOf(error, get);
    }
  };
  return async (get) => {
    const problem = contactProblem(get);
    if (problem !== undefined) return { kind: 'wrong', detail: `${get.url.host}: ${problem}` };
    if (get.signal.aborted) return failureOf(undefined, get);
    return attempt(get);
  };
};
