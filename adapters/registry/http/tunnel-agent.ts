import { request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, SecureContext } from 'node:tls';

/** A proxy that doesn't answer within this time, in milliseconds, is given up. */
const TUNNEL_TIMEOUT_MS = 10_000;

/** Thrown when the proxy doesn't open a tunnel. Its message names the host behind the proxy, not the proxy. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError';
}

const authorizationOf = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
};

const openTunnel = (proxy: URL, target: string, secureContext: SecureContext | undefined): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
    const options: RequestOptions = {
      method: 'CONNECT',
      path: target,
      host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: proxy.port,
      headers: { host: target, ...authorizationOf(proxy) },
      agent: false,
      timeout: TUNNEL_TIMEOUT_MS,
      ...(secureContext === undefined ? {} : { secureContext }),
    };
    const outgoing = request(options);
    const refuse = (message: string): void => {
      outgoing.destroy();
      reject(new TunnelError(message));
    };
    outgoing.on('error', (cause) => reject(new TunnelError('the proxy cannot be reached', { cause })));
    outgoing.once('timeout', () => refuse('the proxy does not answer'));
    // A refusal is the proxy's: it must not be read as the registry's "not found" or "denied".
    outgoing.once('response', ({ statusCode = 0 }) => refuse(`the proxy answers with status ${statusCode}`));
    outgoing.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode !== 200) return refuse(`the proxy answers with status ${statusCode}`);
      socket.setTimeout(0);
      resolve(socket);
    });
    outgoing.end();
  });

type Created = (error: Error | null, socket?: Duplex | null) => void;

/** Connects to https hosts through a proxy by CONNECT, and keeps the connections as `https.Agent` does. */
export class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: URL,
    private readonly settings: AgentOptions,
  ) {
    super(settings);
  }

  /** Called by Node.js for each new connection. */
  override createConnection(options: RequestOptions, created: Created): undefined {
    const target = `${options.host ?? ''}:${options.port ?? 443}`;
    openTunnel(this.proxy, target, this.settings.secureContext).then(
      (socket) => {
        const tunnelled: RequestOptions & Pick<ConnectionOptions, 'socket'> = { ...options, socket };
        created(null, super.createConnection(tunnelled));
      },
      (error: unknown) => created(error instanceof Error ? error : new TunnelError('no tunnel', { cause: error })),
    );
  }
}
