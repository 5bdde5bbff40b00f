import { createServer, type Server } from 'node:http';
import { closeAtOnce, listenOnLoopback } from '../../../testing/http/loopback-server';
import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, IMAGE_TYPE, MANIFEST, scopeOf } from '../../support/registry/registry-content';

describe('a registry on this machine', () => {
  const setup = clientUnderTest();
  let server: Server;
  let port: string;
  let requests: string[];
  let location: string | undefined;
  let realm: string | undefined;

  beforeEach(async () => {
    requests = [];
    location = undefined;
    realm = undefined;
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      if (location !== undefined) response.writeHead(307, { location }).end();
      else if (realm !== undefined) response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end();
      else response.writeHead(200, { 'content-type': IMAGE_TYPE }).end(MANIFEST);
    });
    ({ port } = new URL(await listenOnLoopback(server)));
  });
  afterEach(() => closeAtOnce(server));

  const fetchFrom = (registry: string, loopback: 'plain-http' | 'refused' = 'plain-http') =>
    setup()
      .clientWith({ loopback })
      .fetchManifest({ scope: scopeOf(registry), reference: { digest: DIGEST }, remaining: REMAINING });

  it('is read over plain HTTP and past the proxy, as notation does, when it is named localhost with a port', async () => {
    await expect(fetchFrom(`localhost:${port}`)).resolves.toMatchObject({ kind: 'found' });
    expect(requests).toHaveLength(1);
    expect(setup().hosts.tunnels).toEqual([]);
  });

  it('is refused where it is not allowed, as in a function', async () => {
    await expect(fetchFrom(`localhost:${port}`, 'refused')).resolves.toMatchObject({ kind: 'wrong' });
    expect([...requests, ...setup().hosts.tunnels]).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1', '0.0.0.0', '169.254.169.254', 'x.localhost'])(
    'is refused when it is named %s',
    async (name) => {
      await expect(fetchFrom(name === 'localhost' ? name : `${name}:${port}`)).resolves.toMatchObject({
        kind: 'wrong',
      });
      expect([...requests, ...setup().hosts.tunnels]).toEqual([]);
    },
  );

  it('is not followed to itself, since a redirect is never followed over plain HTTP', async () => {
    location = `http://localhost:${port}/other`;
    await expect(fetchFrom(`localhost:${port}`)).resolves.toMatchObject({ kind: 'wrong' });
    expect(requests).toHaveLength(1);
  });

  it('is asked for no token over plain HTTP', async () => {
    realm = `http://localhost:${port}/token`;
    await expect(fetchFrom(`localhost:${port}`)).resolves.toMatchObject({ kind: 'wrong' });
    expect(requests).toHaveLength(1);
  });

  it('is read although the proxy of the environment is none', async () => {
    const client = setup().clientWith({
      loopback: 'plain-http',
      environment: { HTTPS_PROXY: 'socks5://proxy.example' },
    });
    const scope = scopeOf(`localhost:${port}`);
    const answer = await client.fetchManifest({ scope, reference: { digest: DIGEST }, remaining: REMAINING });
    expect(answer).toMatchObject({ kind: 'found' });
  });
});
