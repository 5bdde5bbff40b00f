import { setTimeout as sleep } from 'node:timers/promises';
import { toCertificatePem } from '../../../testing/certificates/credential';
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
    const pem = toCertificatePem(authority);
    request = (overrides) => requestThroughProxy({ proxy, authority: pem, host: 'one.example', ...overrides });
  });

  afterEach(() => gateway.stop());

  it('terminates TLS as the host that the client connects to', async () => {
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

  it('lists the requests to one host, and forgets requests and connections on demand', async () => {
    await request();
    await request({ host: 'two.example' });
    expect(gateway.requestsTo('two.example')).toHaveLength(1);
    expect(gateway.connections).toEqual(['one.example', 'two.example']);
    gateway.forgetRequests();
    expect([...gateway.requests, ...gateway.connections]).toEqual([]);
  });

  it('injects a status in the format of an OCI registry', async () => {
    const effect = { kind: 'status', status: 403, code: 'DENIED', message: 'no', headers: { 'x-a': 'b' } } as const;
    gateway.addFault({ effect });
    const response = await request();
    expect(response).toMatchObject({ status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' });
    expect(response.headers['x-a']).toBe('b');
  });

  it('injects a status in the format of AWS when the request is signed', async () => {
    gateway.addFault({ effect: { kind: 'status', status: 429 } });
    const response = await request({ headers: SIGV4 });
    expect(response).toMatchObject({ status: 429, body: '{"message":"injected fault"}' });
    expect(response.headers['x-amzn-errortype']).toBe('TooManyRequestsException');
  });

  it('responds late but successfully under a delay', async () => {
    gateway.addFault({ effect: { kind: 'delay', milliseconds: 80 } });
    const before = Date.now();
    await expect(request()).resolves.toMatchObject({ status: 200 });
    expect(Date.now() - before).toBeGreaterThanOrEqual(75);
  });

  it('never responds under a hang', async () => {
    const controller = new AbortController();
    gateway.addFault({ effect: { kind: 'hang' } });
    const response = request({ signal: controller.signal });
    while (gateway.requests.length === 0) await sleep(5);
    await sleep(100);
    controller.abort();
    await expect(response).rejects.toThrow('aborted');
  });

  it.each<[FaultEffect, string]>([
    [{ kind: 'reset' }, 'socket hang up'],
    [{ kind: 'truncate', bytes: 5 }, 'aborted'],
    [{ kind: 'refuse-connect' }, 'the proxy responded to CONNECT with 502'],
  ])('breaks the exchange under %j', async (effect, message) => {
    gateway.addFault({ effect });
    await expect(request()).rejects.toThrow(message);
  });

  it('applies a fault only to its host, path and method, at most `times` times, and counts its hits', async () => {
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

  it('no longer applies a fault that was removed', async () => {
    gateway.addFault({ effect: { kind: 'reset' } }).remove();
    await expect(request()).resolves.toMatchObject({ status: 200 });
    gateway.addFault({ effect: { kind: 'reset' } });
    gateway.clearFaults();
    await expect(request()).resolves.toMatchObject({ status: 200 });
  });
});
