import { connect, createServer, type Server, type Socket } from 'node:net';

/** A relay in front of a server. */
export interface DelayedRelay {
  /** The server's URL with the relay's port. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Passes everything on, each piece that many milliseconds later, in order. */
const passOn = (from: Socket, to: Socket, milliseconds: number): void => {
  from.on('data', (chunk: Buffer) => setTimeout(() => to.writable && to.write(chunk), milliseconds));
  from.on('end', () => setTimeout(() => to.end(), milliseconds));
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error(`expected a port, found ${String(address)}`));
    });
  });

/**
 * Relays TCP connections to a server on the loopback interface and delays each direction, so that every round trip takes
 * twice as long: of a TLS handshake and of requests. The relay itself accepts at once; with a proxy behind it, the round
 * trip of CONNECT stands for that of the TCP connection.
 */
export const startDelayedRelay = async (target: string, oneWayMs: number): Promise<DelayedRelay> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    passOn(near, far, oneWayMs);
    passOn(far, near, oneWayMs);
  });
  const own = await listen(server);
  const url = new URL(target);
  url.port = String(own);
  return {
    url: url.href.replace(/\/$/, ''),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
