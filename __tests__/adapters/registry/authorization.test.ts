import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, responding, scopeOf, send, servingManifest } from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';

const HOST = 'registry.example';
const AUTH = 'auth.example';
const CHALLENGE = `Bearer realm="https://${AUTH}/token",service="${HOST}",scope="repository:team/app:pull"`;

/** Serves the manifest to whoever has a token, and challenges others. */
const protectedBy =
  (challenge: string, token = 'abc'): Respond =>
  (received, response) =>
    received.headers.authorization === `Bearer ${token}`
      ? servingManifest(received, response)
      : send(response, 401, { 'www-authenticate': challenge });

describe('anonymous access', () => {
  const setup = clientUnderTest();

  const fetchFrom = (overrides: { readonly remaining?: () => number; readonly repository?: string } = {}) =>
    setup().client.fetchManifest({
      scope: scopeOf(HOST, overrides.repository),
      reference: { digest: DIGEST },
      remaining: overrides.remaining ?? REMAINING,
    });
  const paths = (host: string) =>
    setup()
      .hosts.received.filter((each) => each.host === host)
      .map(({ path }) => path);

  it('requests a token as the registry says, and uses it until it expires', async () => {
    const { hosts, clientWith } = setup();
    hosts.serve(HOST, protectedBy(CHALLENGE));
    hosts.serve(AUTH, responding(200, {}, '{"token":"abc","expires_in":300}'));
    let now = 0;
    const client = clientWith({ now: () => now });
    const fetchAt = (time: number) => {
      now = time;
      return client.fetchManifest({ scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING });
    };
    await expect(fetchAt(0)).resolves.toMatchObject({ kind: 'found' });
    await expect(fetchAt(200_000)).resolves.toMatchObject({ kind: 'found' });
    const url = `/token?service=${HOST}&scope=repository%3Ateam%2Fapp%3Apull`;
    expect(paths(AUTH)).toEqual([url]);
    expect(paths(HOST)).toHaveLength(3);
    await expect(fetchAt(295_000)).resolves.toMatchObject({ kind: 'found' });
    expect(paths(AUTH)).toEqual([url, url]);
  });

  it('sends no credentials to the token service', async () => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, responding(200, {}, '{"token":"abc"}'));
    await fetchFrom();
    const [request] = setup().hosts.received.filter(({ host }) => host === AUTH);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers.cookie).toBeUndefined();
  });

  it('keeps a token without lifetime for less than a minute', async () => {
    const { hosts, clientWith } = setup();
    hosts.serve(HOST, protectedBy(CHALLENGE));
    hosts.serve(AUTH, responding(200, {}, '{"access_token":"abc"}'));
    let now = 0;
    const client = clientWith({ now: () => now });
    for (const time of [0, 40_000, 55_000]) {
      now = time;
      await client.fetchManifest({ scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING });
    }
    expect(paths(AUTH)).toHaveLength(2);
  });

  it('requests a token of its own for each repository', async () => {
    setup().hosts.serve(HOST, protectedBy(`Bearer realm="https://${AUTH}/token"`));
    setup().hosts.serve(AUTH, responding(200, {}, '{"token":"abc"}'));
    await fetchFrom();
    await fetchFrom({ repository: 'team/other' });
    expect(paths(AUTH)).toEqual([
      '/token?scope=repository%3Ateam%2Fapp%3Apull',
      '/token?scope=repository%3Ateam%2Fother%3Apull',
    ]);
  });

  it('requests one token for requests at the same time', async () => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, (_, response) => setTimeout(() => send(response, 200, {}, '{"token":"abc"}'), 200));
    const answers = await Promise.all([fetchFrom(), fetchFrom(), fetchFrom()]);
    expect(answers.map(({ kind }) => kind)).toEqual(['found', 'found', 'found']);
    expect(paths(AUTH)).toHaveLength(1);
  });

  it('is not ended by the time of another request for the same token', async () => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, (_, response) => setTimeout(() => send(response, 200, {}, '{"token":"abc"}'), 600));
    const [short, long] = await Promise.all([fetchFrom({ remaining: () => 400 }), fetchFrom()]);
    expect([short.kind, long.kind]).toEqual(['timed-out', 'found']);
  });

  it('replaces a token that the registry no longer accepts', async () => {
    const { hosts } = setup();
    hosts.serve(AUTH, responding(200, {}, '{"token":"abc"}'));
    hosts.serve(HOST, protectedBy(CHALLENGE));
    await fetchFrom();
    hosts.serve(AUTH, responding(200, {}, '{"token":"def"}'));
    hosts.serve(HOST, protectedBy(CHALLENGE, 'def'));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'found' });
  });

  it('is denied when the registry refuses the token, too, after one try', async () => {
    setup().hosts.serve(HOST, responding(401, { 'www-authenticate': CHALLENGE }));
    setup().hosts.serve(AUTH, responding(200, {}, '{"token":"abc"}'));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'denied' });
    expect([paths(HOST).length, paths(AUTH).length]).toEqual([2, 1]);
  });

  it('is denied when the registry wants a password', async () => {
    setup().hosts.serve(HOST, responding(401, { 'www-authenticate': 'Basic realm="registry"' }));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'denied' });
  });

  it.each([
    ['is down', responding(503), 'unavailable', 'status 503'],
    ['resets the connection', (_, response) => response.destroy(), 'unavailable', 'ECONNRESET'],
    ['throttles', responding(429, { 'retry-after': '3' }), 'throttled', 'status 429'],
    ['denies', responding(403), 'denied', 'status 403'],
    ['is absent', responding(404), 'wrong', 'status 404'],
    ['answers with a page', responding(200, {}, '<html>'), 'wrong', 'no token'],
    ['answers without a token', responding(200, {}, '{}'), 'wrong', 'no token'],
    ['answers with a token that is no header', responding(200, {}, '{"token":"a\\r\\nhost: b"}'), 'wrong', 'no token'],
    ['answers without end', responding(200, {}, 'x'.repeat(100_000)), 'wrong', 'more than'],
  ])('fails when the token service %s', async (_, auth, kind, detail) => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, auth);
    const answer = await fetchFrom();
    expect(answer).toMatchObject({ kind, detail: expect.stringMatching(new RegExp(`token service: .*${detail}`)) });
    expect(answer).toMatchObject({ detail: expect.not.stringContaining('?') });
  });

  it('passes on when the token service wants to be called again', async () => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, responding(429, { 'retry-after': '3' }));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'throttled', retryAfterSeconds: 3 });
  });

  it('times out when the token service is slow', async () => {
    setup().hosts.serve(HOST, protectedBy(CHALLENGE));
    setup().hosts.serve(AUTH, () => undefined);
    await expect(fetchFrom({ remaining: () => 400 })).resolves.toEqual({
      kind: 'timed-out',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: token service: ${AUTH} did not answer in time`,
    });
  });

  it.each([
    'http://auth.example/token',
    'https://127.0.0.1/token',
    'https://127.0.0.1:9001/token',
    'https://169.254.169.254/token',
    'https://10.0.0.1/token',
    'https://localhost/token',
    'https://user:password@auth.example/token',
    'ftp://auth.example/token',
    'token',
    '',
  ])('requests no token from %s', async (realm) => {
    setup().hosts.serve(HOST, protectedBy(`Bearer realm="${realm}"`));
    await expect(fetchFrom()).resolves.toMatchObject({ kind: 'wrong' });
    expect(setup().hosts.tunnels).toEqual([HOST]);
  });
});
