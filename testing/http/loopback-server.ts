import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';

/** Handles one request of a server, from reading it to ending the response. */
export type ReceiveRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * An HTTP server that responds with 502 and the error's text, or closes the connection, when handling a
 * request fails.
 */
export const createHttpServer = (receive: ReceiveRequest, options: ServerOptions = {}): Server =>
  createServer(options, (request, response) => {
    receive(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(String(error));
    });
  });

/**
 * The URL of a server that listens on the loopback interface.
 * @throws Error when it doesn't listen.
 */
export const urlOf = (server: Server): string => {
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error(`expected a server that listens on a port, found ${String(address)}`);
  return `http://127.0.0.1:${address.port}`;
};

/** Starts a server on a free port of the loopback interface; returns its URL. */
export const listenOnLoopback = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return urlOf(server);
};

/** Stops a server and closes its connections. */
export const closeAtOnce = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
