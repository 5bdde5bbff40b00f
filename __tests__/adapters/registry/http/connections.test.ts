import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { toCertificatePem, toPrivateKeyPem } from '../../../../testing/certificates/credential';
import { createTlsAuthority, issueHostCertificate } from '../../../../testing/certificates/tls-authority';
import { closeAtOnce, listenOnLoopback } from '../../../../testing/http/loopback-server';
import { createTemporaryDirectory } from '../../../../testing/process/temporary-directory';
import type { Lookup } from '../../../../adapters/registry/http/checked-lookup';
import { clientUnderTest, REMAINING } from '../../../support/registry/client-under-test';
import { DIGEST, IMAGE_TYPE, MANIFEST, scopeOf, servingManifest } from '../../../support/registry/registry-content';

const HOST = 'registry.example';
const request = { scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING };

describe('a proxy', () => {
  const setup = clientUnderTest();
  let proxy: Server;
  let url: string;
  let headers: Record<string, unknown>[];
  let status: number;

  beforeEach(async () => {
    headers = [];
    status = 200;
    proxy = createHttpServer((_, response) => response.writeHead(501).end());
    proxy.on('connect', (received, socket) => {
      headers.push(received.headers);
      socket.on('error', () => socket.destroy());
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      // Through to the proxy of the hosts, as one proxy behind another.
      const next = connect(Number(new URL(setup().environment['HTTPS_PROXY'] ?? '').port), '127.0.0.1', () =>
        next.write(`CONNECT ${received.url ?? ''} HTTP/1.1\r\n\r\n`),
      );
      next.on('error', () => socket.destroy());
      next.pipe(socket).pipe(next);
    });
    url = await listenOnLoopback(proxy);
  });
  afterEach(() => closeAtOnce(proxy));

  const fetchThrough = (proxyUrl: string, remaining = REMAINING) => {
    const { hosts, clientWith } = setup();
    hosts.serve(HOST, servingManifest);
    const client = clientWith({ environment: { HTTPS_PROXY: proxyUrl, SSL_CERT_FILE: hosts.authority } });
    return client.fetchManifest({ ...request, remaining });
  };

  it('gets its user and password from its URL, and the registry does not', async () => {
    await expect(fetchThrough(url.replace('//', '//user:p%40ss@'))).resolves.toMatchObject({ kind: 'found' });
    const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    expect(headers).toEqual([expect.objectContaining({ host: `${HOST}:443`, 'proxy-authorization': authorization })]);
    expect(setup().hosts.received[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it.each([403, 404, 407, 429, 502])('that refuses with status %i makes the registry unavailable', async (refusal) => {
    status = refusal;
    await expect(fetchThrough(url)).resolves.toEqual({
      kind: 'unavailable',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: ${HOST}: the proxy answers with status ${refusal}`,
    });
  });

  it('that does not answer lets the request time out, and its connection is closed', async () => {
    const closed = new Promise((resolve) => {
      proxy.removeAllListeners('connect').on('connect', (_, socket) => {
        socket.once('end', () => socket.destroy()).once('error', () => socket.destroy());
        socket.once('close', resolve).resume();
      });
    });
    await expect(fetchThrough(url, () => 300)).resolves.toMatchObject({ kind: 'timed-out' });
    await closed;
  });

  it('that is down, or of another kind, makes the registry unavailable without naming its password', async () => {
    await closeAtOnce(proxy);
    const down = await fetchThrough(url.replace('//', '//user:secret@'));
    const socks = await fetchThrough('socks5://user:secret@127.0.0.1');
    expect([down, socks]).toEqual([
      { kind: 'unavailable', detail: expect.stringContaining('the proxy cannot be reached') },
      { kind: 'unavailable', detail: expect.stringContaining('expected the URL of an http or https proxy') },
    ]);
    expect(JSON.stringify([down, socks])).not.toContain('secret');
    await listenOnLoopback(proxy);
  });
});

const OWN_ADDRESS = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal && !each.address.startsWith('169.254.'))?.address;
// A registry is never contacted on the loopback interface, so a machine without any network cannot run this test.
const onNetwork = OWN_ADDRESS === undefined ? it.skip : it;

describe('a connection without a proxy', () => {
  const setup = clientUnderTest();

  onNetwork('is made to the address that was checked, verified for the name, and kept', async () => {
    const address = OWN_ADDRESS ?? '';
    const authority = await createTlsAuthority();
    const credential = await issueHostCertificate(authority, HOST);
    const directory = createTemporaryDirectory('direct');
    const file = join(directory.path, 'authority.pem');
    writeFileSync(file, toCertificatePem(authority));
    const server = createHttpsServer(
      { key: toPrivateKeyPem(credential), cert: toCertificatePem(credential) },
      (_, response) => response.writeHead(200, { 'content-type': IMAGE_TYPE }).end(MANIFEST),
    );
    let connections = 0;
    server.on('secureConnection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const names: string[] = [];
    const lookup: Lookup = (name, _, callback) => {
      names.push(name);
      callback(null, [{ address, family: 4 }]);
    };
    const client = setup().clientWith({ environment: { SSL_CERT_FILE: file }, lookup });
    const direct = { ...request, scope: scopeOf(`${HOST}:${port}`) };
    for (let index = 0; index < 3; index += 1)
      await expect(client.fetchManifest(direct)).resolves.toMatchObject({ kind: 'found' });
    expect([connections, names]).toEqual([1, [HOST]]);
    const other = await client.fetchManifest({ ...direct, scope: scopeOf(`other.example:${port}`) });
    expect(other).toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    directory.remove();
  });

  it('to a name without an address makes the registry unavailable', async () => {
    const lookup: Lookup = (_, __, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    const client = setup().clientWith({ environment: {}, lookup });
    await expect(client.fetchManifest(request)).resolves.toEqual({
      kind: 'unavailable',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: ${HOST}: ENOTFOUND`,
    });
  });
});
