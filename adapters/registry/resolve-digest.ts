import {
  fetchTime,
  imageUnprovable,
  REGISTRY_REASONS,
  serviceFailed,
  type Manifest,
  type RegistryAnswer,
  type ResolvedDigest,
  type TagToResolve,
  type Verdict,
} from '../../verification';
import type { ManifestFetcherPorts } from './manifest-fetcher';

const failed = (verdict: Verdict): ResolvedDigest => ({ kind: 'failed', verdict });

const toResolved = (answer: RegistryAnswer<Manifest>): ResolvedDigest => {
  switch (answer.kind) {
    case 'found':
      return { kind: 'resolved', digest: answer.value.digest };
    case 'absent':
      return failed(imageUnprovable('image-not-found', answer.detail));
    case 'denied':
    case 'throttled':
    case 'unavailable':
    case 'timed-out':
    case 'wrong':
    case 'too-large':
      return failed(serviceFailed(REGISTRY_REASONS[answer.kind], answer.detail));
  }
};

/** Resolves tags to the digests of the very bytes that their registries have for them at this moment. */
export const digestResolver =
  ({ registry, scopeOf, now }: ManifestFetcherPorts) =>
  async ({ reference, remaining }: Omit<TagToResolve, 'trust'>): Promise<ResolvedDigest> => {
    const { tag = 'latest' } = reference;
    const request = { scope: scopeOf({ reference }), reference: { tag }, remaining: fetchTime(now, remaining) };
    return toResolved(await registry.fetchManifest(request));
  };
