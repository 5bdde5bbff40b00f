import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { HttpRequest, HttpResponse } from './http-message';

// These belong to one connection, not to the message.
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

const messageHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const kept = Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
};

/** Sends a request to a server on the loopback interface and returns its response. */
export const forwardRequest = (
  { method, path, headers, body }: Omit<HttpRequest, 'host'>,
  { port, agent }: { readonly port: number; readonly agent?: Agent },
): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const sent = { ...messageHeaders(headers), 'content-length': String(body.length) };
    const outgoing = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers: sent });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const length = incoming.headers['content-length'];
      // The response to HEAD has the length of a body that isn't sent.
      const kept: Record<string, string> =
        method === 'HEAD' && length !== undefined ? { 'content-length': length } : {};
      const received = { ...messageHeaders(incoming.headers), ...kept };
      buffer(incoming).then(
        (bytes) => resolve({ status: incoming.statusCode ?? 502, headers: received, body: bytes }),
        reject,
      );
    });
    outgoing.end(body);
  });
