import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';

/** An HTTPS request that goes through a proxy. */
export interface ProxiedRequest {
  /** URL of the proxy. */
  readonly proxy: string;
  /** PEM of the certificate authority to trust. */
  readonly authority: string;
  readonly host: string;
  /** Default: `GET`. */
  readonly method?: string;
  /** Default: `/`. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly signal?: AbortSignal;
}

/** The response to a proxied request. */
export interface ProxiedResponse {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const openTunnel = async ({ proxy, host }: ProxiedRequest): Promise<Socket> => {
  const { hostname, port } = new URL(proxy);
  const outgoing = httpRequest({ host: hostname, port, method: 'CONNECT', path: `${host}:443` });
  outgoing.end();
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      reject(new Error(`the proxy responded to CONNECT with ${response.statusCode}`));
    });
  });
};

const responseTo = (outgoing: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    // After an abort, destroying the socket causes a second error.
    outgoing.on('error', reject);
    outgoing.once('response', resolve);
  });

/** Sends one HTTPS request through a proxy by CONNECT, and verifies the server's certificate. */
export const requestThroughProxy = async (request: ProxiedRequest): Promise<ProxiedResponse> => {
  const { host, authority, method = 'GET', path = '/', headers = {}, body, signal } = request;
  const socket = connect({ socket: await openTunnel(request), servername: host, ca: authority });
  await once(socket, 'secureConnect');
  const outgoing = httpsRequest({
    createConnection: () => socket,
    host,
    method,
    path,
    headers,
    ...(signal && { signal }),
  });
  outgoing.end(body);
  try {
    const incoming = await responseTo(outgoing);
    return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
  } finally {
    socket.destroy();
  }
};
