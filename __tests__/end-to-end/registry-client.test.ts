import { registryClient, type RegistryClient } from '../../adapters/registry/registry-client';
import { isDigest, parseImageReference, registryIdentity, type Digest, type RegistryScope } from '../../verification';
import type { PushedImage } from '../../testing/registry/image-publisher';
import { useLiveEnvironment } from './live-environment';

const remaining = (): number => 10_000;

jest.setTimeout(20_000);

describe('reading signatures of real notation from a real registry', () => {
  const live = useLiveEnvironment();
  let client: RegistryClient;

  beforeEach(() => {
    client = registryClient({
      environment: live.environment.processEnvironment,
      ecrLogin: async () => ({
        kind: 'found',
        value: { username: 'AWS', password: live.environment.ecrPassword },
      }),
      loopback: 'refused',
      now: Date.now,
    });
  });
  afterEach(() => client.close());

  const toScope = (image: PushedImage): RegistryScope => {
    const { registry, repository } = parseImageReference(image.reference);
    const identity = registryIdentity(registry);
    if (identity.kind !== 'ecr') throw new Error(`expected an image in ECR, found ${image.reference}`);
    return { repository: { registry, repository }, access: { kind: 'ecr', registry: identity } };
  };
  const toDigest = (text: string): Digest => {
    if (!isDigest(text)) throw new Error(`expected a digest, found ${text}`);
    return text;
  };
  const readEnvelope = async (image: PushedImage): Promise<unknown> => {
    const scope = toScope(image);
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
