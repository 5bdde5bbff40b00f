import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Lookup } from '../../../adapters/registry/http/checked-lookup';
import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, MANIFEST, scopeOf } from '../../support/registry/registry-content';

const descriptor = { digest: DIGEST, size: MANIFEST.length };

/** Listens on a free port of the loopback interface; returns the port. */
const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

describe('addresses that names resolve to', () => {
  const setup = clientUnderTest();

  let servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    servers = [];
  });

  /** A listener on the loopback interface that counts its connections. */
  const countingListener = async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    servers.push(server);
    return { port: await listen(server), connections: () => connections };
  };
  const resolvingTo =
    (...addresses: readonly string[]): Lookup =>
    (_, __, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );

  it.each([
    ['127.0.0.1'],
    ['::ffff:127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    // One of several addresses is enough.
    ['93.184.215.14', '127.0.0.1'],
  ])('decide whether a redirect is followed: not to a name that resolves to %s', async (...addresses) => {
    const listener = await countingListener();
    const registry = createHttpServer((_, response) => {
      response.writeHead(307, { location: `https://storage.example:${listener.port}/` }).end();
    });
    registry.keepAliveTimeout = 1;
    servers.push(registry);
    const port = await listen(registry);
    const client = setup().clientWith({
      environment: {},
      loopback: 'plain-http',
      lookup: (name, options, callback) =>
        (name === 'localhost' ? resolvingTo('127.0.0.1') : resolvingTo(...addresses))(name, options, callback),
    });
    const scope = scopeOf(`localhost:${port}`);
    await expect(client.fetchBlob({ scope, descriptor, limit: 1_000, remaining: REMAINING })).resolves.toEqual({
      kind: 'wrong',
      detail: expect.stringContaining('storage.example resolves to an address that must not be contacted'),
    });
    expect(listener.connections()).toBe(0);
  });

  it.each([['127.0.0.1'], ['169.254.169.254'], ['::1']])(
    'decide whether a registry is contacted: none whose own name resolves to %s',
    async (address) => {
      const listener = await countingListener();
      const client = setup().clientWith({ environment: {}, lookup: resolvingTo(address) });
      const scope = scopeOf(`registry.example:${listener.port}`);
      await expect(client.fetchBlob({ scope, descriptor, limit: 1_000, remaining: REMAINING })).resolves.toMatchObject({
        kind: 'wrong',
      });
      expect(listener.connections()).toBe(0);
    },
  );
});
