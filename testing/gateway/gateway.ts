import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback } from '../http/loopback-server';
import { deliverResponse } from './deliver-response';
import { type AddedFault, type Fault, FaultPlan } from './fault';
import type { HandleRequest, HttpRequest } from '../http/http-message';
import { type RecordedRequest, toRecordedRequest } from './recorded-request';
import type { SecureAs } from './tls-terminator';

/** The proxy through which everything in the offline world goes. */
export class Gateway {
  private readonly faults = new FaultPlan();
  private readonly sockets = new Set<Duplex>();
  private readonly hosts = new WeakMap<Duplex, string>();
  private readonly proxy: Server = createServer((_, response) => response.writeHead(501).end());
  private readonly inner: Server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    this.receive(request, response).catch((error: unknown) => this.fail(response, error));
  });
  private recorded: RecordedRequest[] = [];
  private connected: string[] = [];

  constructor(
    private readonly answer: HandleRequest,
    private readonly secureAs: SecureAs,
  ) {
    this.proxy.on('connection', (socket) => this.keep(socket));
    this.proxy.on('connect', (request, socket, head) => {
      this.connect(request.url ?? '', socket, head).catch(() => socket.destroy());
    });
  }

  /** Starts to listen on a loopback port; returns the proxy's URL. */
  start(): Promise<string> {
    return listenOnLoopback(this.proxy);
  }

  /** Every request so far, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  /** Every host that a client wanted to be connected with, in order, also where no request followed. */
  get connections(): readonly string[] {
    return this.connected;
  }

  /** The requests to one host. */
  requestsTo(host: string): readonly RecordedRequest[] {
    return this.recorded.filter((request) => request.host === host);
  }

  /** Forgets the requests and connections so far. */
  forgetRequests(): void {
    this.recorded = [];
    this.connected = [];
  }

  /** Plays a fault from now on. */
  addFault(fault: Fault): AddedFault {
    return this.faults.add(fault);
  }

  /** Plays no fault any more. */
  clearFaults(): void {
    this.faults.clear();
  }

  /** Breaks every connection and listens no more. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.proxy.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async connect(target: string, socket: Duplex, head: Buffer): Promise<void> {
    const host = target.replace(/:\d+$/, '').toLowerCase();
    this.connected.push(host);
    if (this.faults.strike({ host, method: 'CONNECT', path: '' })) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const secured = await this.secureAs(socket, host);
    this.keep(secured);
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
    await deliverResponse({ request, response }, this.answer, this.faults.strike(request));
  }

  private fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) return void response.destroy();
    response.writeHead(502).end(String(error));
  }

  private keep(socket: Duplex): void {
    this.sockets.add(socket);
    // A client that goes away in the middle of an exchange is what hang and reset are for.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
