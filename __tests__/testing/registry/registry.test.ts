import { createSigningChain } from '../../../testing/certificates/signing-chain';
import type { HandleRequest, HttpResponse, HttpRequest } from '../../../testing/http/http-message';
import { createEmulatedHosts } from '../../../testing/gateway/emulated-hosts';
import { WebhookReceiver } from '../../../testing/gateway/webhook-receiver';
import { digestOf, MEDIA_TYPES } from '../../../testing/registry/descriptor';
import { RegistryStore } from '../../../testing/registry/registry-store';
import { SignerLedger } from '../../../testing/signer/signer-ledger';
import { createMemoryRegistry } from '../../support/registry/memory-registry';

const HOST = '111122223333.dkr.ecr.us-east-1.amazonaws.com';

const basic = (userAndPassword: string): string => `Basic ${Buffer.from(userAndPassword).toString('base64')}`;

const GOOD = basic('AWS:issued');
const SUBJECT = `sha256:${'a'.repeat(64)}`;

describe('the registries of the emulated environment', () => {
  let store: RegistryStore;
  let handle: HandleRequest;
  let webhook: WebhookReceiver;

  beforeEach(async () => {
    store = new RegistryStore(createMemoryRegistry());
    const ledger = new SignerLedger(await createSigningChain());
    webhook = new WebhookReceiver();
    const ecrPasswords = new Set(['issued']);
    handle = createEmulatedHosts({ store, ledger, ecrPasswords, publicRegistries: ['docker.io'], webhook });
  });

  const send = (overrides: Partial<HttpRequest>): Promise<HttpResponse> =>
    handle({
      host: HOST,
      method: 'GET',
      path: '/v2/',
      headers: { authorization: GOOD },
      body: Buffer.alloc(0),
      ...overrides,
    });

  const push = (path: string, manifest: object, overrides: Partial<HttpRequest> = {}): Promise<HttpResponse> => {
    const headers = { authorization: GOOD, 'content-type': MEDIA_TYPES.manifest };
    return send({ method: 'PUT', path, headers, body: Buffer.from(JSON.stringify(manifest)), ...overrides });
  };

  it("sends ECR's challenge to a request without credentials", async () => {
    const { status, headers } = await send({ headers: {} });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(`Basic realm="https://${HOST}/",service="ecr.amazonaws.com"`);
  });

  it.each([basic('AWS:guessed'), basic('AWS:'), basic('admin:issued'), 'Bearer issued'])(
    'refuses credentials that ECR did not issue: %s',
    async (authorization) => {
      await expect(send({ headers: { authorization } })).resolves.toMatchObject({ status: 403 });
    },
  );

  it('accepts credentials that ECR issued', async () => {
    await expect(send({})).resolves.toMatchObject({ status: 200 });
  });

  it('demands no credentials for a public registry', async () => {
    await expect(send({ host: 'registry-1.docker.io', headers: {} })).resolves.toMatchObject({ status: 200 });
  });

  it('demands credentials for an unknown registry, and accepts none', async () => {
    const { status, headers } = await send({ host: 'registry.example' });
    expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="https://registry.example/"']);
  });

  it('separates repositories by host, but shares those of one account between all its host names', async () => {
    await push('/v2/app/manifests/v1', { one: 1 });
    const get = (host: string): Promise<HttpResponse> => send({ host, path: '/v2/app/manifests/v1' });
    await expect(get(HOST)).resolves.toMatchObject({ status: 200 });
    await expect(get('111122223333.dkr-ecr.us-east-1.on.aws')).resolves.toMatchObject({ status: 200 });
    await expect(get('444455556666.dkr.ecr.us-east-1.amazonaws.com')).resolves.toMatchObject({ status: 404 });
    await expect(get('111122223333.dkr.ecr.eu-west-1.amazonaws.com')).resolves.toMatchObject({ status: 404 });
    await expect(get('docker.io')).resolves.toMatchObject({ status: 404 });
  });

  it("returns upload locations with the client's repository name", async () => {
    const { headers } = await send({ method: 'POST', path: '/v2/team/app/blobs/uploads/' });
    expect(headers['location']).toBe('/v2/team/app/blobs/uploads/upload-1');
  });

  it('refuses only to move an existing tag to another digest when tags are immutable', async () => {
    store.immutable.add('ecr/111122223333/us-east-1/app');
    const second = Buffer.from(JSON.stringify({ two: 2 }));
    await expect(push('/v2/app/manifests/v1', { one: 1 })).resolves.toMatchObject({ status: 201 });
    const refused = await push('/v2/app/manifests/v1', { two: 2 });
    expect([refused.status, refused.body.toString()]).toEqual([400, expect.stringContaining('TAG_INVALID')]);
    await expect(push('/v2/app/manifests/v1', { one: 1 })).resolves.toMatchObject({ status: 201 });
    await expect(push(`/v2/app/manifests/${digestOf(second)}`, { two: 2 })).resolves.toMatchObject({ status: 201 });
    await expect(push('/v2/other/manifests/v1', { one: 1 })).resolves.toMatchObject({ status: 201 });
    await expect(push('/v2/other/manifests/v1', { two: 2 })).resolves.toMatchObject({ status: 201 });
  });

  const referrers = async (query = ''): Promise<readonly string[]> => {
    const { body } = await send({ path: `/v2/app/referrers/${SUBJECT}${query}` });
    const index: { manifests: { artifactType: string }[] } = JSON.parse(body.toString());
    return index.manifests.map(({ artifactType }) => artifactType);
  };

  it('lists the referrers of a subject, all or those of one artifact type', async () => {
    const pushed = await push('/v2/app/manifests/a', { artifactType: 'type/a', subject: { digest: SUBJECT } });
    await push('/v2/app/manifests/b', { config: { mediaType: 'type/b' }, subject: { digest: SUBJECT } });
    await push('/v2/app/manifests/c', { artifactType: 'type/c' });
    expect(pushed.headers['oci-subject']).toBe(SUBJECT);
    await expect(referrers()).resolves.toEqual(['type/a', 'type/b']);
    await expect(referrers('?artifactType=type%2Fb')).resolves.toEqual(['type/b']);
  });

  it('lists a manifest once, and no longer after it was deleted', async () => {
    const manifest = { artifactType: 'type/a', subject: { digest: SUBJECT } };
    const path = `/v2/app/manifests/${digestOf(Buffer.from(JSON.stringify(manifest)))}`;
    await push(path, manifest);
    await push(path, manifest);
    await expect(referrers()).resolves.toEqual(['type/a']);
    await send({ method: 'DELETE', path });
    await expect(referrers()).resolves.toEqual([]);
  });

  it('behaves like a registry without the referrers API on demand', async () => {
    store.referrersApi = 'absent';
    const pushed = await push('/v2/app/manifests/a', { subject: { digest: SUBJECT } });
    expect(pushed.headers['oci-subject']).toBeUndefined();
    await expect(send({ path: `/v2/app/referrers/${SUBJECT}` })).resolves.toMatchObject({ status: 404 });
  });

  it('are not asked for the host of the webhook, which keeps requests and responds with one status', async () => {
    const posted = { host: webhook.host, method: 'POST', path: '/hook', body: Buffer.from('{}') };
    expect((await send(posted)).status).toBe(200);
    webhook.respondWith(503);
    expect((await send(posted)).status).toBe(503);
    expect(webhook.requests).toMatchObject([posted, posted]);
    webhook.clear();
    expect([webhook.requests, (await send(posted)).status]).toEqual([[], 200]);
  });
});
