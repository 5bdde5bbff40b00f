import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { HttpResponse, HttpRequest } from '../http/http-message';

const CONNECTION_HEADERS = ['host', 'connection', 'authorization', 'transfer-encoding', 'content-length', 'keep-alive'];

/** What a request to the local registry consists of. */
export type RegistryRequest = Pick<HttpRequest, 'method' | 'path' | 'body' | 'headers'>;

/** Speaks plain HTTP to the local registry. */
export interface RegistryClient {
  send(request: RegistryRequest): Promise<HttpResponse>;
  close(): void;
}

const withoutConnection = (headers: HttpRequest['headers']): Record<string, string> => {
  const kept = Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
};

interface Sent extends RegistryRequest {
  readonly port: number;
  readonly agent: Agent;
}

const send = ({ port, agent, method, path, body, headers }: Sent): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const sentHeaders = { ...withoutConnection(headers), 'x-forwarded-proto': 'https', 'content-length': body.length };
    const outgoing = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers: sentHeaders });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const answered = withoutConnection(incoming.headers);
      const length = incoming.headers['content-length'];
      const kept: Record<string, string> =
        method === 'HEAD' && length !== undefined ? { 'content-length': length } : {};
      buffer(incoming).then(
        (bytes) => resolve({ status: incoming.statusCode ?? 502, headers: { ...answered, ...kept }, body: bytes }),
        reject,
      );
    });
    outgoing.end(body);
  });

/** A client for the registry on that loopback port, which keeps its connections. */
export const createRegistryClient = (port: number): RegistryClient => {
  const agent = new Agent({ keepAlive: true });
  return { send: (request) => send({ port, agent, ...request }), close: () => agent.destroy() };
};
