import { digestResolver } from '../../../adapters/registry/resolve-digest';
import {
  IMAGE_FETCH_MS,
  parseImageReference,
  type Manifest,
  type ManifestRequest,
  type RegistryAnswer,
  type RegistryFailure,
} from '../../../verification';
import { digestOf, ECR, MINUTE, NOW } from '../../support/domain/domain';

const resolve = async (answer: RegistryAnswer<Manifest>, image = `${ECR}/shop/web:1`) => {
  const requests: ManifestRequest[] = [];
  const fetchManifest = async (request: ManifestRequest) => (requests.push(request), answer);
  const scopeOf = ({ reference }: { readonly reference: ReturnType<typeof parseImageReference> }) => ({
    repository: reference,
    access: { kind: 'anonymous' as const },
  });
  const resolver = digestResolver({ registry: { fetchManifest }, scopeOf, now: () => NOW });
  const resolved = await resolver({ reference: parseImageReference(image), remaining: () => MINUTE });
  return { resolved, requests };
};
const found: RegistryAnswer<Manifest> = {
  kind: 'found',
  value: { digest: digestOf('a'), mediaType: 'x', bytes: new Uint8Array() },
};

describe('digestResolver', () => {
  it.each([
    [`${ECR}/shop/web:1.4`, '1.4'],
    [`${ECR}/shop/web`, 'latest'],
  ])('resolves the tag to the digest of the bytes that the registry has: %s', async (image, tag) => {
    const { resolved, requests } = await resolve(found, image);
    expect(resolved).toEqual({ kind: 'resolved', digest: digestOf('a') });
    expect(requests).toMatchObject([{ reference: { tag }, scope: { repository: { repository: 'shop/web' } } }]);
    expect(requests[0]?.remaining()).toBe(IMAGE_FETCH_MS);
  });

  it.each<[RegistryFailure['kind'], object]>([
    ['absent', { cause: 'image', reason: 'image-not-found' }],
    ['denied', { cause: 'service', reason: 'registry-denied' }],
    ['throttled', { cause: 'service', reason: 'throttled' }],
    ['unavailable', { cause: 'service', reason: 'registry-unavailable' }],
    ['timed-out', { cause: 'service', reason: 'timed-out' }],
    ['wrong', { cause: 'service', reason: 'registry-unavailable' }],
    ['too-large', { cause: 'service', reason: 'registry-unavailable' }],
  ])('makes a failure an inconclusive verdict: %s', async (kind, verdict) => {
    const { resolved } = await resolve({ kind, detail: 'why' });
    expect(resolved).toMatchObject({ kind: 'failed', verdict: { kind: 'inconclusive', detail: 'why', ...verdict } });
  });
});
