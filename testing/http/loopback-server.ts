import type { Server } from 'node:http';

/** Has a server listen on a loopback port of its choice; returns its URL. */
export const listenOnLoopback = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error(`expected a port of a loopback server, found ${String(address)}`);
  return `http://127.0.0.1:${address.port}`;
};

/** Breaks every connection of a server, and has it listen no more. */
export const closeAtOnce = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
