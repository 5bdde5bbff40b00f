import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, responding, scopeOf } from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';

const HOST = 'registry.example';
const scope = scopeOf(HOST);

describe('fetchManifest from a registry that fails', () => {
  const setup = clientUnderTest();

  const byDigest = (respond: Respond, digest = DIGEST) => {
    setup().hosts.serve(HOST, respond);
    return setup().client.fetchManifest({ scope, reference: { digest }, remaining: REMAINING });
  };

  it.each([
    [404, 'absent'],
    [410, 'absent'],
    [401, 'denied'],
    [403, 'denied'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [400, 'unavailable'],
    [204, 'wrong'],
    [304, 'wrong'],
  ])('answers status %i with %s', async (status, kind) => {
    await expect(byDigest(responding(status))).resolves.toMatchObject({ kind });
  });

  it('puts the error code of a registry into the detail, and nothing else of its message', async () => {
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message: 'see https://x.example/?token=secret' }] });
    await expect(byDigest(responding(403, {}, body))).resolves.toEqual({
      kind: 'denied',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: status 403 (DENIED)`,
    });
  });

  it.each([
    ['seconds', '7', 7],
    ['a date', 'Thu, 01 Jan 1970 00:01:10 GMT', 10],
    ['nothing', undefined, undefined],
  ])('answers status 429 with throttled and Retry-After as %s', async (_, value, retryAfterSeconds) => {
    const { hosts, clientWith } = setup();
    hosts.serve(HOST, responding(429, value === undefined ? {} : { 'retry-after': value }));
    const client = clientWith({ now: () => 60_000 });
    const answer = await client.fetchManifest({ scope, reference: { digest: DIGEST }, remaining: REMAINING });
    expect(answer).toEqual({
      kind: 'throttled',
      detail: `manifest ${DIGEST} of ${HOST}/team/app: status 429`,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  });

  it('is unavailable when the registry resets the connection', async () => {
    await expect(byDigest((__, response) => response.destroy())).resolves.toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining(`${HOST}: ECONNRESET`),
    });
  });

  it('is unavailable when the body is cut off', async () => {
    const cutOff: Respond = (__, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    };
    await expect(byDigest(cutOff)).resolves.toMatchObject({ kind: 'unavailable' });
  });

  it('is unavailable when the response is not HTTP', async () => {
    await expect(byDigest((__, response) => response.socket?.end('nonsense\r\n\r\n'))).resolves.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('times out at once when no time is left, without a request', async () => {
    const answer = await setup().client.fetchManifest({ scope, reference: { digest: DIGEST }, remaining: () => 0 });
    expect(answer).toMatchObject({ kind: 'timed-out' });
    expect(setup().hosts.tunnels).toEqual([]);
  });

  it('answers for a registry that is no host', async () => {
    const request = { scope: scopeOf('registry.example:99999'), reference: { digest: DIGEST }, remaining: REMAINING };
    await expect(setup().client.fetchManifest(request)).resolves.toMatchObject({ kind: 'wrong' });
  });
});
