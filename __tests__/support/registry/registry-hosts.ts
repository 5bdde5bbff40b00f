import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { toCertificatePem } from '../../../testing/certificates/credential';
import { createTlsAuthority } from '../../../testing/certificates/tls-authority';
import { createTlsTerminator, type SecureAs } from '../../../testing/gateway/tls-terminator';
import { listenOnLoopback } from '../../../testing/http/loopback-server';
import { createTemporaryDirectory, type TemporaryDirectory } from '../../../testing/process/temporary-directory';

/** A request that a host received. */
export interface Received {
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Handles a request of a host; it may write what it wants, and need not end the response. */
export type Respond = (received: Received, response: ServerResponse) => void;

/** Real https hosts of any name, behind a proxy on the loopback interface. */
export class RegistryHosts {
  received: Received[] = [];
  /** The targets of all CONNECTs. */
  tunnels: string[] = [];
  private readonly responders = new Map<string, Respond>();
  private readonly sockets = new Set<Duplex>();
  private readonly names = new WeakMap<Duplex, string>();
  private readonly proxy: Server = createServer();
  private readonly inner: Server = createServer({ keepAliveTimeout: 60_000 });

  private constructor(
    private readonly secureAs: SecureAs,
    private readonly directory: TemporaryDirectory,
    /** The file with the authority of all hosts. */
    readonly authority: string,
  ) {
    this.proxy.on('connection', (socket) => this.track(socket));
    this.proxy.on('connect', (request, socket) => void this.tunnel(request.url ?? '', socket));
    this.inner.on('request', (request, response) => {
      const host = this.names.get(request.socket) ?? '';
      const received = { host, path: request.url ?? '', headers: request.headers };
      this.received.push(received);
      const respond = this.responders.get(host);
      if (respond) respond(received, response);
      else response.writeHead(500).end();
    });
  }

  /** Starts the proxy and writes the authority of its hosts to a file. */
  static async start(): Promise<{ readonly hosts: RegistryHosts; readonly environment: NodeJS.ProcessEnv }> {
    const authority = await createTlsAuthority();
    const directory = createTemporaryDirectory('registry-hosts');
    const file = join(directory.path, 'authority.pem');
    writeFileSync(file, toCertificatePem(authority));
    const hosts = new RegistryHosts(createTlsTerminator(authority), directory, file);
    return { hosts, environment: { HTTPS_PROXY: await listenOnLoopback(hosts.proxy), SSL_CERT_FILE: file } };
  }

  /** Says how a host responds; other hosts respond with status 500. */
  serve(host: string, respond: Respond): void {
    this.responders.set(host, respond);
  }

  /** Closes all connections, forgets all requests and how hosts respond. */
  reset(): void {
    for (const socket of this.sockets) socket.destroy();
    this.responders.clear();
    this.received = [];
    this.tunnels = [];
  }

  /** Stops the proxy. */
  async stop(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.proxy.close(resolve));
    this.directory.remove();
  }

  private async tunnel(target: string, socket: Duplex): Promise<void> {
    const host = target.replace(/:443$/, '');
    this.tunnels.push(host);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const secured = await this.secureAs(socket, host.replace(/:\d+$/, ''));
    this.track(secured);
    this.names.set(secured, host);
    this.inner.emit('connection', secured);
  }

  private track(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
