import { createTlsAuthority } from '../../../testing/certificates/tls-authority';
import type { FaultEffect } from '../../../testing/gateway/fault';
import { Gateway } from '../../../testing/gateway/gateway';
import { jsonResponse } from '../../../testing/http/http-message';
import { createTlsTerminator } from '../../../testing/gateway/tls-terminator';
import { type ProxiedRequest, type ProxiedResponse, requestThroughProxy } from '../../../testing/http/proxied-request';

const SIGV4 = { authorization: 'AWS4-HMAC-SHA256 Credential=x' };

describe('Gateway', () => {
  let gateway: Gateway;
  let request: (overrides?: Partial<ProxiedRequest>) => Promise<ProxiedResponse>;

  beforeEach(async () => {
    const authority = await createTlsAuthority();
    gateway = new Gateway(
      ({ host, path }) => Promise.resolve(jsonResponse(200, { host, path })),
      createTlsTerminator(authority),
    );
    const proxy = await gateway.start();
    const pem = authority.certificate.toString('pem');
    request = (overrides) => requestThroughProxy({ proxy, authority: pem, host: 'one.example', ...overrides });
  });

  afterEach(() => gateway.stop());

  it('speaks TLS as the host that the client wanted', async () => {
    await expect(request({ host: 'two.example', path: '/v2/?a=b' })).resolves.toMatchObject({
      status: 200,
      body: '{"host":"two.example","path":"/v2/?a=b"}',
    });
  });

  it.each([
    [{}, 'none'],
    [{ authorization: 'Basic QVdTOng=' }, 'basic'],
    [{ authorization: 'Bearer abc' }, 'bearer'],
    [SIGV4, 'sigv4'],
    [{ authorization: 'Digest x' }, 'other'],
  ])('records a request with %j as %s', async (headers, authorization) => {
    await request({ headers, method: 'POST', path: '/x' });
    expect(gateway.requests).toEqual([
      { host: 'one.example', method: 'POST', path: '/x', authorization, at: expect.any(Number) },
    ]);
  });

  it('tells requests of one host from those of another, and forgets them when told to', async () => {
    await request();
    await request({ host: 'two.example' });
    expect(gateway.requestsTo('two.example')).toHaveLength(1);
    expect(gateway.connections).toEqual(['one.example', 'two.example']);
    gateway.forgetRequests();
    expect([...gateway.requests, ...gateway.connections]).toEqual([]);
  });

  it('plays a status in the words of an OCI registry', async () => {
    const effect = { kind: 'status', status: 403, code: 'DENIED', message: 'no', headers: { 'x-a': 'b' } } as const;
    gateway.addFault({ effect });
    const answer = await request();
    expect(answer).toMatchObject({ status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' });
    expect(answer.headers['x-a']).toBe('b');
  });

  it('plays a status in the words of AWS to a client that signs its requests', async () => {
    gateway.addFault({ effect: { kind: 'status', status: 429 } });
    const answer = await request({ headers: SIGV4 });
    expect(answer).toMatchObject({ status: 429, body: '{"message":"fault of the offline world"}' });
    expect(answer.headers['x-amzn-errortype']).toBe('TooManyRequestsException');
  });

  it('answers later, but well, under a delay', async () => {
    gateway.addFault({ effect: { kind: 'delay', milliseconds: 80 } });
    const before = Date.now();
    await expect(request()).resolves.toMatchObject({ status: 200 });
    expect(Date.now() - before).toBeGreaterThanOrEqual(75);
  });

  it('never answers under a hang', async () => {
    gateway.addFault({ effect: { kind: 'hang' } });
    await expect(request({ signal: AbortSignal.timeout(150) })).rejects.toThrow('aborted');
    expect(gateway.requests).toHaveLength(1);
  });

  it.each<[FaultEffect, string]>([
    [{ kind: 'reset' }, 'socket hang up'],
    [{ kind: 'truncate', bytes: 5 }, 'aborted'],
    [{ kind: 'refuse-connect' }, 'CONNECT was answered 502'],
  ])('breaks the exchange under %j', async (effect, message) => {
    gateway.addFault({ effect });
    await expect(request()).rejects.toThrow(message);
  });

  it('strikes only the host, path and method that a fault names, only as often as it says, and counts', async () => {
    const effect = { kind: 'status', status: 503 } as const;
    const fault = gateway.addFault({ host: 'one.example', path: /manifests/, method: 'GET', times: 1, effect });
    const path = '/v2/a/manifests/b';
    const statuses: (number | undefined)[] = [];
    for (const one of [{ path: '/v2/' }, { path, method: 'POST' }, { path, host: 'two.example' }, { path }, { path }]) {
      statuses.push((await request(one)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 503, 200]);
    expect(fault.hits).toBe(1);
  });

  it('plays no fault that was taken away', async () => {
    gateway.addFault({ effect: { kind: 'reset' } }).remove();
    await expect(request()).resolves.toMatchObject({ status: 200 });
    gateway.addFault({ effect: { kind: 'reset' } });
    gateway.clearFaults();
    await expect(request()).resolves.toMatchObject({ status: 200 });
  });
});
