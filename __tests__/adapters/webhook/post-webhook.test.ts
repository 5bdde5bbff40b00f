import type { Lookup } from '../../../adapters/registry/http/checked-lookup';
import type { ServerResponse } from 'node:http';
import { connections, type Connections } from '../../../adapters/registry/http/connections';
import { webhookPoster } from '../../../adapters/webhook/post-webhook';
import { RegistryHosts } from '../../support/registry/registry-hosts';
import { NOW } from '../../support/domain/domain';

const HOST = 'hooks.example.com';
const URL_WITH_SECRETS = `https://${HOST}/services/T000/B000/path-secret?token=query-secret`;

describe('webhookPoster', () => {
  let hosts: RegistryHosts;
  let environment: NodeJS.ProcessEnv;
  let open: Connections;
  let bodies: string[] = [];

  beforeAll(async () => {
    ({ hosts, environment } = await RegistryHosts.start());
  });
  beforeEach(() => {
    bodies = [];
    open = connections({ environment });
  });
  afterEach(() => {
    open.close();
    hosts.reset();
  });
  afterAll(() => hosts.stop());

  const answering = (answer: (response: ServerResponse) => void): void =>
    hosts.serve(HOST, (_, response) => {
      const chunks: Buffer[] = [];
      response.req.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.req.on('end', () => {
        bodies.push(Buffer.concat(chunks).toString('utf8'));
        answer(response);
      });
    });
  const post = (url = URL_WITH_SECRETS, milliseconds = 5_000) =>
    webhookPoster({ connections: open, now: () => NOW })({
      url: new URL(url),
      headers: { 'x-image-trust-signature': 'v1=0' },
      body: '{"text":"ü"}',
      signal: AbortSignal.timeout(milliseconds),
    });

  it('posts JSON with the headers', async () => {
    answering((response) => response.writeHead(200).end('ok'));
    await expect(post()).resolves.toEqual({ kind: 'answered', status: 200, retryAfterSeconds: undefined });
    expect(bodies).toEqual(['{"text":"ü"}']);
    expect(hosts.received).toMatchObject([
      {
        path: '/services/T000/B000/path-secret?token=query-secret',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': '13',
          'x-image-trust-signature': 'v1=0',
        },
      },
    ]);
  });

  it('says when the receiver wants to be asked again', async () => {
    answering((response) => response.writeHead(429, { 'retry-after': '120' }).end());
    await expect(post()).resolves.toEqual({ kind: 'answered', status: 429, retryAfterSeconds: 120 });
  });

  it('follows no redirect', async () => {
    answering((response) => response.writeHead(307, { location: 'https://evil.example/' }).end());
    await expect(post()).resolves.toMatchObject({ kind: 'answered', status: 307 });
    expect(hosts.tunnels).toEqual([HOST]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['never answers', () => undefined],
    ['never ends its answer to a request', (response) => response.writeHead(200).flushHeaders()],
  ])('waits no longer than it may for a receiver that %s', async (_what, answer) => {
    answering(answer);
    const began = Date.now();
    await post(URL_WITH_SECRETS, 300);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('says so when there was no answer in time', async () => {
    answering(() => undefined);
    await expect(post(URL_WITH_SECRETS, 300)).resolves.toEqual({
      kind: 'unreachable',
      detail: `${HOST}: did not answer in time`,
    });
  });

  it('reads no more than a few kilobytes of the answer', async () => {
    let written = 0;
    answering((response) => {
      response.writeHead(200);
      const more = (): void => {
        if (written > 50_000_000 || response.destroyed) return;
        written += 1_000_000;
        response.write(Buffer.alloc(1_000_000), () => setImmediate(more));
      };
      more();
    });
    await expect(post()).resolves.toMatchObject({ kind: 'answered', status: 200 });
    expect(written).toBeLessThan(50_000_000);
  });

  it('names only the host when the connection fails', async () => {
    hosts.serve(HOST, (_, response) => response.destroy());
    const answer = await post();
    expect(answer).toEqual({ kind: 'unreachable', detail: `${HOST}: ECONNRESET` });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each(['http://hooks.example.com/', 'https://localhost/', 'https://127.0.0.1/', 'https://169.254.169.254/latest'])(
    'does not contact %s',
    async (url) => {
      await expect(post(url)).resolves.toMatchObject({ kind: 'not-contacted' });
      expect(hosts.tunnels).toEqual([]);
    },
  );

  it('does not connect to a name that resolves to a metadata service', async () => {
    const lookup: Lookup = (_host, _options, callback) => callback(null, [{ address: '169.254.169.254', family: 4 }]);
    open = connections({ environment: {}, lookup });
    await expect(post()).resolves.toMatchObject({
      kind: 'unreachable',
      detail: `${HOST}: ${HOST} resolves to an address that must not be contacted`,
    });
  });
});
