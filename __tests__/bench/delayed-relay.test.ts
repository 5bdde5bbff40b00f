import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type DelayedRelay, startDelayedRelay } from '../../bench/delayed-relay';
import { urlOf } from '../../testing/http/loopback-server';

describe('startDelayedRelay', () => {
  let server: Server;
  let relay: DelayedRelay;

  beforeEach(async () => {
    // Echoes, and ends when the client does.
    server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    relay = await startDelayedRelay(urlOf(server as never), 1);
  });

  afterEach(async () => {
    await relay.stop();
    server.close();
  });

  it('passes on everything in both directions, in order', async () => {
    const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    const client = connect(Number(new URL(relay.url).port), '127.0.0.1');
    for (let from = 0; from < sent.length; from += 7_000) client.write(sent.subarray(from, from + 7_000));
    client.end();
    expect((await buffer(client)).equals(sent)).toBe(true);
  });

  it('delays each direction', async () => {
    const waits = jest.spyOn(global, 'setTimeout');
    const client = connect(Number(new URL(relay.url).port), '127.0.0.1');
    client.end('once there and back');
    await buffer(client);
    const delayed = waits.mock.calls.filter(([, milliseconds]) => milliseconds === 1);
    expect(delayed.length).toBeGreaterThanOrEqual(2);
    waits.mockRestore();
  });

  it('names the server with a port of its own', () => {
    expect(relay.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(relay.url).not.toBe(urlOf(server as never));
  });
});
