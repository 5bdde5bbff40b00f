import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';

/** A request that is to go through the gateway. */
export interface ProxiedRequest {
  readonly proxy: string;
  /** PEM of the authority to trust. */
  readonly authority: string;
  readonly host: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What came back. */
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
      reject(new Error(`CONNECT was answered ${response.statusCode}`));
    });
  });
};

const responseTo = (outgoing: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', resolve);
  });

/** Sends one HTTPS request through a proxy by CONNECT, as any careful client does. */
export const requestThroughProxy = async (wanted: ProxiedRequest): Promise<ProxiedResponse> => {
  const tunnel = await openTunnel(wanted);
  const socket = connect({ socket: tunnel, servername: wanted.host, ca: wanted.authority });
  await once(socket, 'secureConnect');
  const { host, method = 'GET', path = '/', headers = {}, signal } = wanted;
  const outgoing = httpsRequest({
    createConnection: () => socket,
    host,
    method,
    path,
    headers,
    ...(signal && { signal }),
  });
  outgoing.end();
  const incoming = await responseTo(outgoing);
  try {
    return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
  } finally {
    socket.destroy();
  }
};
