import { clientUnderTest, REMAINING } from '../../support/registry/client-under-test';
import {
  aSignature,
  DIGEST,
  digestOf,
  INDEX_TYPE,
  indexOf,
  MANIFEST,
  scopeOf,
  send,
  servingManifest,
} from '../../support/registry/registry-content';
import type { Received, RegistryHosts, Respond } from '../../support/registry/registry-hosts';

const TAG = DIGEST.replace(':', '-');
const TAGGED_INDEX = indexOf([aSignature(1)]);

/** How a registry responds once it has accepted a token. */
interface RegistryShape {
  readonly registry: string;
  readonly repository: string;
  /** The host that is contacted. */
  readonly host: string;
  readonly challenge: string;
  readonly tokenService: string;
  /** Path and query of the token request. */
  readonly tokenPath: string;
  readonly tokenAnswer: string;
  readonly referrers: Respond;
  readonly storage: string;
}

const notFound =
  (body: string): Respond =>
  (_, response) =>
    send(response, 404, { 'content-type': 'application/json' }, body);

const listing: Respond = (_, response) =>
  send(response, 200, { 'content-type': INDEX_TYPE, 'oci-filters-applied': 'artifactType' }, TAGGED_INDEX);

const SHAPES: readonly RegistryShape[] = [
  {
    registry: 'docker.io',
    repository: 'library/nginx',
    host: 'registry-1.docker.io',
    challenge:
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull"',
    tokenService: 'auth.docker.io',
    tokenPath: '/token?service=registry.docker.io&scope=repository%3Alibrary%2Fnginx%3Apull',
    tokenAnswer: '{"token":"t0ken","access_token":"t0ken","expires_in":300,"issued_at":"2026-11-26T04:00:00Z"}',
    referrers: notFound('404 page not found\n'),
    storage: 'production.cloudflare.docker.com',
  },
  {
    registry: 'ghcr.io',
    repository: 'acme/app',
    host: 'ghcr.io',
    challenge: 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/app:pull"',
    tokenService: 'ghcr.io',
    tokenPath: '/token?service=ghcr.io&scope=repository%3Aacme%2Fapp%3Apull',
    tokenAnswer: '{"token":"t0ken"}',
    referrers: notFound('{"errors":[{"code":"NOT_FOUND","message":"404 page not found"}]}'),
    storage: 'pkg-containers.githubusercontent.com',
  },
  {
    registry: 'quay.io',
    repository: 'acme/app',
    host: 'quay.io',
    challenge: 'Bearer realm="https://quay.io/v2/auth",service="quay.io",scope="repository:acme/app:pull"',
    tokenService: 'quay.io',
    tokenPath: '/v2/auth?service=quay.io&scope=repository%3Aacme%2Fapp%3Apull',
    tokenAnswer: '{"token": "t0ken"}\n',
    referrers: listing,
    storage: 'cdn01.quay.io',
  },
  {
    registry: 'public.ecr.aws',
    repository: 'docker/library/nginx',
    host: 'public.ecr.aws',
    challenge: 'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"',
    tokenService: 'public.ecr.aws',
    tokenPath: '/token/?service=public.ecr.aws&scope=aws',
    tokenAnswer: '{"token":"t0ken=="}',
    referrers: listing,
    storage: 'd2glxqk2uabbnd.cloudfront.net',
  },
];

const respondAs = (shape: RegistryShape): Respond => {
  const token = /t0ken=*/.exec(shape.tokenAnswer)?.[0] ?? '';
  return (received, response) => {
    const { path, headers } = received;
    if (path === shape.tokenPath) return send(response, 200, {}, shape.tokenAnswer);
    if (headers.authorization !== `Bearer ${token}`)
      return send(response, 401, { 'www-authenticate': shape.challenge }, '{"errors":[{"code":"UNAUTHORIZED"}]}');
    const below = path.slice(`/v2/${shape.repository}/`.length);
    if (below === `manifests/${DIGEST}`) return servingManifest(received, response);
    if (below === `manifests/${TAG}`) return send(response, 200, { 'content-type': INDEX_TYPE }, TAGGED_INDEX);
    if (below.startsWith('referrers/')) return shape.referrers(received, response);
    if (below.startsWith('blobs/'))
      return send(response, 307, { location: `https://${shape.storage}/blob?verify=secret` });
    return send(response, 404);
  };
};

const serve = (hosts: RegistryHosts, shape: RegistryShape): void => {
  hosts.serve(shape.host, respondAs(shape));
  if (shape.tokenService !== shape.host) hosts.serve(shape.tokenService, respondAs(shape));
  hosts.serve(shape.storage, (_, response) => send(response, 200, {}, MANIFEST));
};

describe.each(SHAPES)('$registry', (shape) => {
  const setup = clientUnderTest();
  const scope = scopeOf(shape.registry, shape.repository);

  beforeEach(() => serve(setup().hosts, shape));

  it('returns a manifest, with an anonymous token', async () => {
    const answer = await setup().client.fetchManifest({ scope, reference: { digest: DIGEST }, remaining: REMAINING });
    expect(answer).toMatchObject({ kind: 'found', value: { digest: DIGEST } });
    const toToken = ({ host, path }: Received): boolean => host === shape.tokenService && path === shape.tokenPath;
    expect(setup().hosts.received.filter(toToken)).toHaveLength(1);
  });

  it('lists signatures', async () => {
    const answer = await setup().client.listSignatures({ scope, digest: DIGEST, remaining: REMAINING });
    expect(answer).toEqual({ kind: 'found', value: { manifests: [aSignature(1)], truncated: false } });
  });

  it('redirects to its storage for blobs', async () => {
    const descriptor = { digest: digestOf(MANIFEST), size: MANIFEST.length };
    const answer = await setup().client.fetchBlob({ scope, descriptor, limit: 1_000, remaining: REMAINING });
    expect(answer).toMatchObject({ kind: 'found' });
    expect(setup().hosts.received.at(-1)).toMatchObject({ host: shape.storage });
    expect(setup().hosts.received.at(-1)?.headers.authorization).toBeUndefined();
  });
});
