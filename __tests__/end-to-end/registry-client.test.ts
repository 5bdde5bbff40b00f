import { registryClient, type RegistryClient } from '../../adapters/registry/registry-client';
import { isDigest, parseImageReference, registryIdentity, type Digest, type RegistryScope } from '../../verification';
import { digestResolver } from '../../adapters/registry/resolve-digest';
import type { EmulatedEnvironment } from '../../testing/environment/emulated-environment';
import type { PushedImage } from '../../testing/registry/image-publisher';
import { ECR_HOST } from '../support/notation/signing-scenario';
import { useLiveEnvironment } from './live-environment';

const remaining = (): number => 10_000;

jest.setTimeout(20_000);

const toScope = (image: string): RegistryScope => {
  const { registry, repository } = parseImageReference(image);
  const identity = registryIdentity(registry);
  if (identity.kind !== 'ecr') throw new Error(`expected an image in ECR, found ${image}`);
  return { repository: { registry, repository }, access: { kind: 'ecr', registry: identity } };
};

const clientIn = ({ processEnvironment, ecrPassword }: EmulatedEnvironment): RegistryClient =>
  registryClient({
    environment: processEnvironment,
    ecrLogin: async () => ({ kind: 'found', value: { username: 'AWS', password: ecrPassword } }),
    loopback: 'refused',
    now: Date.now,
  });

describe('reading signatures of real notation from a real registry', () => {
  const live = useLiveEnvironment();
  let client: RegistryClient;

  beforeEach(() => {
    client = clientIn(live.environment);
  });
  afterEach(() => client.close());

  const toDigest = (text: string): Digest => {
    if (!isDigest(text)) throw new Error(`expected a digest, found ${text}`);
    return text;
  };
  const readEnvelope = async (image: PushedImage): Promise<unknown> => {
    const scope = toScope(image.reference);
    const digest = toDigest(image.descriptor.digest);
    const subject = await client.fetchManifest({ scope, reference: { digest }, remaining });
    const listed = await client.listSignatures({ scope, digest, remaining });
    const [signature] = listed.kind === 'found' ? listed.value.manifests : [];
    if (subject.kind !== 'found' || signature === undefined) return { subject, listed };
    const manifest = await client.fetchManifest({ scope, reference: { digest: signature.digest }, remaining });
    if (manifest.kind !== 'found') return manifest;
    const { layers } = JSON.parse(Buffer.from(manifest.value.bytes).toString()) as {
      readonly layers: readonly { readonly digest: string; readonly size: number }[];
    };
    const { digest: layer = '', size = 0 } = layers[0] ?? {};
    const blob = await client.fetchBlob({
      scope,
      descriptor: { digest: toDigest(layer), size },
      limit: 65_536,
      remaining,
    });
    return blob.kind === 'found' ? (JSON.parse(Buffer.from(blob.value).toString()) as unknown) : blob;
  };

  it.each(['present', 'absent'] as const)('works where the referrers API is %s', async (api) => {
    live.environment.registry.setReferrersApi(api);
    const image = await live.scenario.pushSigned();
    await expect(readEnvelope(image)).resolves.toMatchObject({
      payload: expect.any(String),
      protected: expect.any(String),
      signature: expect.any(String),
    });
  });
});

describe('resolving tags at a real registry', () => {
  const live = useLiveEnvironment();
  let client: RegistryClient;

  beforeEach(() => {
    client = clientIn(live.environment);
  });
  afterEach(() => client.close());

  const repository = `${ECR_HOST}/tagged`;
  const resolve = (image: string) =>
    digestResolver({
      registry: client,
      scopeOf: ({ reference }) => toScope(`${reference.registry}/${reference.repository}`),
      now: Date.now,
    })({ reference: parseImageReference(image), remaining });

  it('finds the digest that a tag names now', async () => {
    const first = await live.environment.registry.pushImage({ repository, tag: 'v1', seed: 'first' });
    await expect(resolve(`${repository}:v1`)).resolves.toEqual({ kind: 'resolved', digest: first.digest });
    const second = await live.environment.registry.pushImage({ repository, seed: 'second' });
    await live.environment.registry.moveTag(second, 'v1');
    await expect(resolve(`${repository}:v1`)).resolves.toEqual({ kind: 'resolved', digest: second.digest });
  });

  it('finds no image where the tag is absent', async () => {
    await live.environment.registry.pushImage({ repository, tag: 'v1', seed: 'first' });
    await expect(resolve(`${repository}:absent`)).resolves.toMatchObject({
      verdict: { kind: 'inconclusive', cause: 'image', reason: 'image-not-found' },
    });
  });

  it('rule 1: cannot say while the registry is down', async () => {
    live.environment.gateway.addFault({ host: ECR_HOST, effect: { kind: 'reset' } });
    await expect(resolve(`${repository}:v1`)).resolves.toMatchObject({
      verdict: { kind: 'inconclusive', cause: 'service', reason: 'registry-unavailable' },
    });
  });
});
