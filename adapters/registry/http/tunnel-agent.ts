import { request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, SecureContext } from 'node:tls';

/** Options of a request through a tunnel. Node.js doesn't pass on `signal` itself to an agent. */
export interface TunnelledOptions extends RequestOptions {
  /** Ends the connection to the proxy while there is no tunnel yet. */
  readonly tunnelSignal?: AbortSignal;
}

/** Thrown when the proxy doesn't open a tunnel. Its message names the host behind the proxy, not the proxy. */
export class TunnelError extends Error {
  override readonly name = 'TunnelError';
}

const authorizationOf = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
};

interface Tunnel {
  readonly proxy: URL;
  /** Host and port. */
  readonly target: string;
  readonly secureContext: SecureContext | undefined;
  readonly signal: AbortSignal | undefined;
}

const openTunnel = ({ proxy, target, secureContext, signal }: Tunnel): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
    const options: RequestOptions = {
      method: 'CONNECT',
      path: target,
      host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: proxy.port,
      headers: { host: target, ...authorizationOf(proxy) },
      agent: false,
      ...(signal === undefined ? {} : { signal }),
      ...(secureContext === undefined ? {} : { secureContext }),
    };
    const outgoing = request(options);
    const refuse = (message: string): void => {
      outgoing.destroy();
      reject(new TunnelError(message));
    };
    outgoing.on('error', (cause) => reject(new TunnelError('the proxy cannot be reached', { cause })));
    // A refusal is the proxy's: it must not be read as the registry's "not found" or "denied".
    outgoing.once('response', ({ statusCode = 0 }) => refuse(`the proxy answers with status ${statusCode}`));
    outgoing.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode !== 200) return refuse(`the proxy answers with status ${statusCode}`);
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
  override createConnection(options: TunnelledOptions, created: Created): undefined {
    const { secureContext } = this.settings;
    const target = `${options.host ?? ''}:${options.port ?? 443}`;
    openTunnel({ proxy: this.proxy, target, secureContext, signal: options.tunnelSignal }).then(
      (socket) => {
        const tunnelled: RequestOptions & Pick<ConnectionOptions, 'socket'> = { ...options, socket };
        created(null, super.createConnection(tunnelled));
      },
      (error: unknown) => created(error instanceof Error ? error : new TunnelError('no tunnel', { cause: error })),
    );
  }
}
