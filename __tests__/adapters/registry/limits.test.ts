import { gzipSync } from 'node:zlib';
import type { BlobRequest } from '../../../verification';
import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, digestOf, IMAGE_TYPE, MANIFEST, responding, scopeOf } from '../../support/registry/registry-content';
import type { Respond } from '../../support/registry/registry-hosts';

const HOST = 'registry.example';
const BLOB = 'an envelope';
const LIMIT = 64 * 1024;

describe('fetchBlob', () => {
  const setup = clientUnderTest();

  const fetchBlob = (respond: Respond, overrides: Partial<BlobRequest> = {}) => {
    setup().hosts.serve(HOST, respond);
    const descriptor = { digest: digestOf(BLOB), size: BLOB.length };
    return setup().client.fetchBlob({
      scope: scopeOf(HOST),
      descriptor,
      limit: LIMIT,
      remaining: REMAINING,
      ...overrides,
    });
  };
  const bytesSent = (): { readonly respond: Respond; readonly count: () => number } => {
    let count = 0;
    const respond: Respond = (_, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(16 * 1024);
      const more = (): void => {
        if (response.destroyed) return;
        count += chunk.length;
        response.write(chunk, more);
      };
      more();
    };
    return { respond, count: () => count };
  };

  it('finds a blob whose bytes hash to its digest', async () => {
    await expect(fetchBlob(responding(200, {}, BLOB))).resolves.toEqual({ kind: 'found', value: Buffer.from(BLOB) });
    expect(setup().hosts.received).toMatchObject([{ path: `/v2/team/app/blobs/${digestOf(BLOB)}` }]);
  });

  it('finds a blob whatever its descriptor claims as size', async () => {
    const descriptor = { digest: digestOf(BLOB), size: 1 };
    await expect(fetchBlob(responding(200, {}, BLOB), { descriptor })).resolves.toMatchObject({ kind: 'found' });
  });

  it('calls other bytes wrong', async () => {
    await expect(fetchBlob(responding(200, {}, `${BLOB}!`))).resolves.toMatchObject({ kind: 'wrong' });
  });

  it('answers with absent for a signature that is listed but gone', async () => {
    await expect(fetchBlob(responding(404))).resolves.toEqual({
      kind: 'absent',
      detail: `blob ${digestOf(BLOB)} of ${HOST}/team/app: status 404`,
    });
  });

  it('does not request a blob that claims to be larger than the limit', async () => {
    const answer = await fetchBlob(responding(200), { descriptor: { digest: digestOf(BLOB), size: LIMIT + 1 } });
    expect(answer).toMatchObject({ kind: 'too-large' });
    expect(setup().hosts.received).toEqual([]);
  });

  it('does not read a body that announces more bytes than the limit', async () => {
    const announced: Respond = (_, response) =>
      void response.writeHead(200, { 'content-length': '52428800' }).write('x');
    await expect(fetchBlob(announced)).resolves.toMatchObject({ kind: 'too-large' });
  });

  it('stops reading an endless body at the limit', async () => {
    const endless = bytesSent();
    await expect(fetchBlob(endless.respond)).resolves.toMatchObject({ kind: 'too-large' });
    // What the buffers of both sides hold was sent, but not read.
    expect(endless.count()).toBeLessThan(50_000_000);
  });

  it('stops a slow drip when the time is over', async () => {
    const drip: Respond = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 10);
      response.once('close', () => clearInterval(timer));
    };
    await expect(fetchBlob(drip, { remaining: () => 300 })).resolves.toEqual({
      kind: 'timed-out',
      detail: `blob ${digestOf(BLOB)} of ${HOST}/team/app: ${HOST} did not answer in time`,
    });
  });

  it('stops waiting for a response when the time is over', async () => {
    await expect(fetchBlob(() => undefined, { remaining: () => 300 })).resolves.toMatchObject({ kind: 'timed-out' });
  });

  it.each(['gzip', 'br', 'deflate'])(
    'refuses a response that is compressed with %s, without unpacking it',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(10_000_000));
      const answer = await fetchBlob(responding(200, { 'content-encoding': encoding }, bomb));
      expect(answer).toMatchObject({ kind: 'wrong', detail: expect.stringContaining('compressed') });
    },
  );

  it('reads a response that says it is not compressed', async () => {
    const answer = await fetchBlob(responding(200, { 'content-encoding': 'identity' }, BLOB));
    expect(answer).toMatchObject({ kind: 'found' });
  });

  it('answers with the status although the body of an error never ends', async () => {
    const respond: Respond = (_, response) => {
      response.writeHead(503);
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(16 * 1024), more);
      };
      more();
    };
    await expect(fetchBlob(respond)).resolves.toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining('503'),
    });
  });

  it('gives a manifest and its signatures the time that is left, not a time for each page', async () => {
    const started = Date.now();
    const remaining = (): number => 600 - (Date.now() - started);
    let page = 0;
    setup().hosts.serve(HOST, (_, response) => {
      page += 1;
      const link = `<?page=${page}>; rel="next"`;
      const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json', link };
      setTimeout(() => response.writeHead(200, headers).end(`{"manifests":[],"page":${page}}`), 100);
    });
    const answer = await setup().client.listSignatures({ scope: scopeOf(HOST), digest: DIGEST, remaining });
    expect(answer).toMatchObject({ kind: 'timed-out' });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('uses its connection again, also after an error', async () => {
    setup().hosts.serve(HOST, responding(404, {}, 'x'.repeat(1_000)));
    for (let index = 0; index < 3; index += 1)
      await setup().client.fetchManifest({ scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING });
    expect(setup().hosts.received).toHaveLength(3);
    expect(setup().hosts.tunnels).toHaveLength(1);
  });

  it('sends a request again when the registry closed the idle connection', async () => {
    let received = 0;
    setup().hosts.serve(HOST, (_, response) => {
      received += 1;
      if (received === 2) response.destroy();
      else response.writeHead(200, { 'content-type': IMAGE_TYPE }).end(MANIFEST);
    });
    const request = { scope: scopeOf(HOST), reference: { digest: DIGEST }, remaining: REMAINING };
    await setup().client.fetchManifest(request);
    await expect(setup().client.fetchManifest(request)).resolves.toMatchObject({ kind: 'found' });
    expect(received).toBe(3);
  });
});
