import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ociAttacher } from '../../../adapters/oci/attach-artifact';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const TYPE = 'application/vnd.cyclonedx+json';
const LOGIN = { username: 'AWS', password: 'secret-of-ecr' };

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

// Two retries take three seconds.
jest.setTimeout(20_000);

// A registry of one image that answers one kind of request with the status of `failing`.
describe('ociAttacher', () => {
  let server: Server;
  let host: string;
  let manifests: { readonly path: string; readonly body: string }[];
  let failing: { readonly method: string; readonly part: string; readonly status: number } | undefined;

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    if (headers.authorization === undefined)
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="r",service="ecr.amazonaws.com"' } };
    if (failing?.method === method && url.includes(failing.part)) return { status: failing.status };
    if (method === 'POST') return { status: 202, headers: { location: `${url}upload` } };
    if (method === 'PUT' && url.includes('/manifests/')) manifests.push({ path: url, body });
    if (method === 'PUT') return { status: 201, headers: { 'oci-subject': DIGEST } };
    if (url.includes('/blobs/')) return { status: 404 };
    return {
      status: 200,
      headers: { 'content-type': 'm', 'content-length': '7', 'docker-content-digest': DIGEST },
    };
  };

  beforeEach(async () => {
    [manifests, failing] = [[], undefined];
    server = createServer((request, response) => {
      void answerTo(request).then(({ status, headers = {} }) => {
        const { 'content-length': length, ...others } = headers;
        const isHead = request.method === 'HEAD';
        response.writeHead(status, isHead && length !== undefined ? { ...others, 'content-length': length } : others);
        response.end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const attach = () => ociAttacher(async () => LOGIN)(`${host}/dev@${DIGEST}`, { content: '{}\n', mediaType: TYPE });

  it('pushes a manifest whose subject is the image, by digest and under no tag', async () => {
    const digest = await attach();
    expect(manifests.map(({ path }) => path)).toEqual([`/v2/dev/manifests/${digest}`]);
    expect(JSON.parse(manifests[0]?.body ?? '')).toMatchObject({
      artifactType: TYPE,
      subject: { digest: DIGEST, size: 7 },
      layers: [{ mediaType: TYPE, size: 3 }],
    });
  });

  it('gives the same artifact the same digest at any time', async () => {
    const first = await attach();
    jest.useFakeTimers({
      now: 4_000_000_000_000,
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'],
    });
    await expect(attach()).resolves.toBe(first);
    jest.useRealTimers();
  });

  it.each([
    ['HEAD', '/manifests/', 403, 'refused', 'the registry denies access: you need permission'],
    ['HEAD', '/manifests/', 404, 'refused', 'the registry rejects it'],
    ['PUT', '/manifests/', 400, 'refused', 'the registry rejects it'],
  ] as const)('says what to do when the answer to %s %s is %s', async (method, part, status, code, message) => {
    failing = { method, part, status };
    const error: unknown = await attach().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(String(error)).toContain(`attaching to ${host}/dev@${DIGEST}`);
    expect(String(error)).not.toContain(LOGIN.password);
  });

  it('calls a registry that does not respond a temporary failure', async () => {
    server.close();
    await expect(attach()).rejects.toMatchObject({ code: 'temporary' });
  });
});
