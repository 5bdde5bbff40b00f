import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HandleRequest, HttpRequest } from '../http/http-message';
import { createHttpServer, listenOnLoopback } from '../http/loopback-server';
import { deliverResponse } from './deliver-response';
import { appliesTo, type Fault, type FaultEffect, type FaultTarget } from './fault';
import { FaultList, type InjectedFault } from './fault-list';
import { type RecordedRequest, toRecordedRequest } from './recorded-request';
import type { SecureAs } from './tls-terminator';

/** An HTTPS proxy that responds in place of every host, records requests, and injects faults. */
export class Gateway {
  private readonly faults = new FaultList<Fault>();
  private readonly sockets = new Set<Duplex>();
  private readonly hosts = new WeakMap<Duplex, string>();
  private readonly proxy: Server = createServer((_, response) => response.writeHead(501).end());
  private readonly inner: Server = createHttpServer((request, response) => this.receive(request, response), {
    keepAliveTimeout: 60_000,
  });
  private recorded: RecordedRequest[] = [];
  private connected: string[] = [];

  constructor(
    private readonly handle: HandleRequest,
    private readonly secureAs: SecureAs,
  ) {
    this.proxy.on('connection', (socket) => this.track(socket));
    this.proxy.on('connect', (request, socket, head) => {
      this.connect(request.url ?? '', socket, head).catch(() => socket.destroy());
    });
  }

  /** Starts the proxy on a loopback port; returns its URL. */
  start(): Promise<string> {
    return listenOnLoopback(this.proxy);
  }

  /** Every request since the start, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  /** Every host that a client opened a connection to, in order, whether or not a request followed. */
  get connections(): readonly string[] {
    return this.connected;
  }

  /** The requests to one host. */
  requestsTo(host: string): readonly RecordedRequest[] {
    return this.recorded.filter((request) => request.host === host);
  }

  /** Forgets all requests and connections. */
  forgetRequests(): void {
    this.recorded = [];
    this.connected = [];
  }

  /** Injects a fault from now on. */
  addFault(fault: Fault): InjectedFault {
    return this.faults.add(fault);
  }

  /** Removes all faults. */
  clearFaults(): void {
    this.faults.clear();
  }

  /** Closes every connection and stops the proxy. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.proxy.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async connect(target: string, socket: Duplex, head: Buffer): Promise<void> {
    const host = target.replace(/:\d+$/, '').toLowerCase();
    this.connected.push(host);
    if (this.faultFor({ host, method: 'CONNECT', path: '' })) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const secured = await this.secureAs(socket, host);
    this.track(secured);
    this.hosts.set(secured, host);
    this.inner.emit('connection', secured);
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request: HttpRequest = {
      host: this.hosts.get(incoming.socket) ?? '',
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: incoming.headers,
      body: await buffer(incoming),
    };
    this.recorded.push(toRecordedRequest(request, Date.now()));
    await deliverResponse({ request, response }, this.handle, this.faultFor(request));
  }

  private faultFor(target: FaultTarget): FaultEffect | undefined {
    return this.faults.hit((fault) => appliesTo(fault, target))?.effect;
  }

  private track(socket: Duplex): void {
    this.sockets.add(socket);
    // The effects hang and reset make clients disconnect in the middle of an exchange.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
