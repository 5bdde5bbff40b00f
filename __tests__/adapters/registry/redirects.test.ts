import { BASIC, clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import {
  DIGEST,
  ecrScope,
  MANIFEST,
  responding,
  scopeOf,
  send,
  servingManifest,
} from '../../support/registry/registry-content';

const HOST = 'registry.example';
const STORAGE = 'storage.example';
const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const LAYERS = 'prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com';
const descriptor = { digest: DIGEST, size: MANIFEST.length };

const redirectTo = (location: string, status = 307) => responding(status, { location });

describe('redirects', () => {
  const setup = clientUnderTest();

  const fetchFrom = (scope = scopeOf(HOST)) =>
    setup().client.fetchBlob({ scope, descriptor, limit: 1_000, remaining: REMAINING });
  const fetchVia = (location: string) => {
    setup().hosts.serve(HOST, redirectTo(location));
    return fetchFrom();
  };

  it.each([301, 302, 303, 307, 308])('are followed to another host, with status %i', async (status) => {
    setup().hosts.serve(HOST, redirectTo(`https://${STORAGE}/blob?signature=x`, status));
    setup().hosts.serve(STORAGE, servingManifest);
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'found' });
    expect(setup().hosts.received.map(({ host, path }) => `${host}${path}`)).toEqual([
      `${HOST}/v2/team/app/blobs/${DIGEST}`,
      `${STORAGE}/blob?signature=x`,
    ]);
  });

  it('carry no ECR credentials, not even to the same host', async () => {
    const { hosts } = setup();
    hosts.serve(ECR, ({ path }, response) =>
      path === '/same'
        ? send(response, 307, { location: `https://${STORAGE}/blob` })
        : send(response, 307, { location: '/same' }),
    );
    hosts.serve(STORAGE, servingManifest);
    await expect(fetchFrom(ecrScope(ECR))).resolves.toMatchObject({ kind: 'found' });
    expect(hosts.received.map(({ headers }) => headers.authorization)).toEqual([BASIC, undefined, undefined]);
  });

  it('carry no bearer token', async () => {
    const { hosts } = setup();
    hosts.serve('auth.example', responding(200, {}, '{"token":"abc"}'));
    hosts.serve(HOST, ({ headers }, response) =>
      headers.authorization === 'Bearer abc'
        ? send(response, 307, { location: `https://${STORAGE}/blob` })
        : send(response, 401, { 'www-authenticate': 'Bearer realm="https://auth.example/token"' }),
    );
    hosts.serve(STORAGE, servingManifest);
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'found' });
    expect(hosts.received.at(-1)).toMatchObject({ host: STORAGE });
    expect(hosts.received.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('are followed three times', async () => {
    const { hosts } = setup();
    const step = (path: string): number => Number(/\d$/.exec(path)?.[0]);
    hosts.serve(HOST, redirectTo(`https://${STORAGE}/1`));
    hosts.serve(STORAGE, (received, response) =>
      step(received.path) < 3
        ? send(response, 307, { location: `/${step(received.path) + 1}` })
        : servingManifest(received, response),
    );
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'found' });
    expect(hosts.received).toHaveLength(4);
  });

  it('are not followed a fourth time', async () => {
    setup().hosts.serve(STORAGE, redirectTo(`https://${STORAGE}/again`));
    await expect(fetchVia(`https://${STORAGE}/1`)).resolves.toMatchObject({
      kind: 'wrong',
      detail: expect.stringContaining('redirects more than 3 times'),
    });
    expect(setup().hosts.received).toHaveLength(4);
  });

  it.each([
    `http://${STORAGE}/blob`,
    `http://${HOST}/blob`,
    'file:///etc/passwd',
    'https://user:password@storage.example/blob',
    'https://[',
    'https://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/v2/credentials',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://intranet/',
    'https://metadata.google.internal/',
  ])('are not followed to %s', async (location) => {
    await expect(fetchVia(location)).resolves.toMatchObject({ kind: 'wrong' });
    expect(setup().hosts.received).toHaveLength(1);
    expect(setup().hosts.tunnels).toEqual([HOST]);
  });

  it('without a target are wrong', async () => {
    setup().hosts.serve(HOST, responding(307));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'wrong', detail: expect.stringContaining('to no URL') });
  });

  it('that fail are described without path, query and user of their target', async () => {
    setup().hosts.serve(STORAGE, (_, response) => response.destroy());
    await expect(fetchVia(`https://${STORAGE}/path?X-Amz-Signature=secret`)).resolves.toEqual({
      kind: 'unavailable',
      detail: `blob ${DIGEST} of ${HOST}/team/app: ${HOST} redirects: ${STORAGE}: ECONNRESET`,
    });
    const withUser = await fetchVia(`https://user:password@${STORAGE}/blob`);
    expect(withUser).toMatchObject({ detail: expect.not.stringContaining('password') });
  });

  it('are followed from ECR to its bucket of layers', async () => {
    setup().hosts.serve(ECR, redirectTo(`https://${LAYERS}/blob?X-Amz-Signature=x`));
    setup().hosts.serve(LAYERS, servingManifest);
    await expect(fetchFrom(ecrScope(ECR))).resolves.toMatchObject({ kind: 'found' });
  });
});
