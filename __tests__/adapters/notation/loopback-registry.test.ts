import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { loopbackRegistry, type LoopbackRegistry, type LookUpHost } from '../../../adapters/notation/loopback-registry';
import type { FetchedSignature, Manifest } from '../../../verification';
import { anEnvelope, IMAGE, toFetched } from '../../support/notation/a-signature';

const REFERENCE = new RegExp(`^localhost:[0-9]+/[0-9a-f]{32}/i@${IMAGE.digest}$`);

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const call = (url: string, method = 'GET', host = 'localhost'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port, pathname, search } = new URL(url);
    const outgoing = httpRequest({ host, port, method, path: `${pathname}${search}`, agent: false });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const { statusCode: status, headers } = incoming;
      buffer(incoming).then((body) => resolve({ status, headers, body: body.toString() }), reject);
    });
    outgoing.end();
  });

let fetched: FetchedSignature & { readonly image: Manifest };
let registry: LoopbackRegistry;

beforeAll(async () => {
  fetched = { ...toFetched(await anEnvelope()), image: IMAGE };
});

beforeEach(() => {
  registry = loopbackRegistry();
});

afterEach(() => registry.close());

/** The URL below which a reference is served. */
const urlOf = (reference: string): string => {
  const [name = ''] = reference.split('@');
  const slash = name.indexOf('/');
  return `http://${name.slice(0, slash)}/v2${name.slice(slash)}`;
};

const listening = (lookUp: LookUpHost): LoopbackRegistry => (registry = loopbackRegistry(lookUp));

describe('loopbackRegistry', () => {
  it("names the image by an unguessable path of localhost's", async () => {
    const [one, other] = [await registry.serve(fetched), await registry.serve(fetched)];
    expect(one.reference).toMatch(REFERENCE);
    expect(other.reference).toMatch(REFERENCE);
    expect(other.reference.split('/')[0]).toBe(one.reference.split('/')[0]);
    expect(other.reference).not.toBe(one.reference);
  });

  it('serves the manifest of the image, its signature and nothing else', async () => {
    const url = urlOf((await registry.serve(fetched)).reference);
    const { digest, descriptor, manifest, envelope } = fetched;
    await expect(call(`${url}/manifests/${IMAGE.digest}`)).resolves.toMatchObject({
      status: 200,
      headers: { 'content-type': IMAGE.mediaType, 'docker-content-digest': IMAGE.digest },
      body: Buffer.from(IMAGE.bytes).toString(),
    });
    const signature = await call(`${url}/manifests/${digest}`);
    expect(signature).toMatchObject({ status: 200, body: Buffer.from(manifest).toString() });
    const blob = await call(`${url}/blobs/${descriptor.digest}`);
    expect(blob).toMatchObject({ status: 200, body: Buffer.from(envelope).toString() });
    const list = await call(`${url}/referrers/${IMAGE.digest}?artifactType=application%2Fvnd.cncf.notary.signature`);
    expect(JSON.parse(list.body)).toMatchObject({ manifests: [{ digest, size: manifest.length }] });
    expect(list.headers['content-type']).toBe('application/vnd.oci.image.index.v1+json');
  });

  it('answers HEAD with the length and no body', async () => {
    const url = urlOf((await registry.serve(fetched)).reference);
    await expect(call(`${url}/manifests/${IMAGE.digest}`, 'HEAD')).resolves.toMatchObject({
      status: 200,
      headers: { 'content-length': `${IMAGE.bytes.length}` },
      body: '',
    });
  });

  it.each([
    ['another digest', (url: string) => `${url}/manifests/sha256:${'0'.repeat(64)}`],
    ['a tag', (url: string) => `${url}/manifests/latest`],
    ['the manifest as a blob', (url: string) => `${url}/blobs/${IMAGE.digest}`],
    ['the referrers of the signature', (url: string) => `${url}/referrers/${fetched.digest}`],
    ['another token', (url: string) => `${url.replace(/[0-9a-f]{32}/, '0'.repeat(32))}/manifests/${IMAGE.digest}`],
    ['the catalogue', (url: string) => `${new URL(url).origin}/v2/_catalog`],
    ['the root', (url: string) => `${new URL(url).origin}/`],
  ])('does not find %s', async (_, toUrl) => {
    const url = urlOf((await registry.serve(fetched)).reference);
    await expect(call(toUrl(url))).resolves.toMatchObject({ status: 404, body: '' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
    const url = urlOf((await registry.serve(fetched)).reference);
    await expect(call(`${url}/manifests/${IMAGE.digest}`, method)).resolves.toMatchObject({ status: 405 });
  });

  it('serves nothing once it is removed', async () => {
    const { reference, remove } = await registry.serve(fetched);
    remove();
    await expect(call(`${urlOf(reference)}/manifests/${IMAGE.digest}`)).resolves.toMatchObject({ status: 404 });
  });

  it('serves a bounded number of signatures at a time', async () => {
    const served = await Promise.all(Array.from({ length: 64 }, () => registry.serve(fetched)));
    await expect(registry.serve(fetched)).rejects.toThrow('too many signatures are served');
    served[0]?.remove();
    await expect(registry.serve(fetched)).resolves.toMatchObject({ reference: expect.stringMatching(REFERENCE) });
  });

  it('listens on each address of localhost, on one port', async () => {
    const { reference } = await listening(async () => ['127.0.0.1', '127.0.0.2', '127.0.0.1']).serve(fetched);
    const url = `${urlOf(reference)}/manifests/${IMAGE.digest}`;
    for (const host of ['127.0.0.1', '127.0.0.2'])
      await expect(call(url, 'GET', host)).resolves.toMatchObject({ status: 200 });
    await expect(call(url, 'GET', '127.0.0.3')).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps no process alive', async () => {
    const unref = jest.spyOn(Server.prototype, 'unref');
    await registry.serve(fetched);
    expect(unref).toHaveBeenCalled();
    unref.mockRestore();
  });

  it.each([
    [
      'another machine',
      async () => ['127.0.0.1', '10.0.0.1'],
      'localhost: expected loopback addresses, found 10.0.0.1',
    ],
    ['nothing', async () => [], 'localhost: expected loopback addresses, found none'],
    [
      'an error',
      () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
      'no port on localhost: ENOTFOUND',
    ],
  ])('cannot serve when localhost resolves to %s', async (_, lookUp, message) => {
    await expect(listening(lookUp).serve(fetched)).rejects.toMatchObject({ name: 'LoopbackRegistryError', message });
  });

  it('tries again the next time when it could not start', async () => {
    const answers: readonly (readonly string[])[] = [[], ['127.0.0.1']];
    let asked = 0;
    const retried = listening(async () => answers[asked++] ?? []);
    await expect(retried.serve(fetched)).rejects.toThrow('found none');
    await expect(retried.serve(fetched)).resolves.toMatchObject({ reference: expect.stringMatching(REFERENCE) });
  });
});
