import { formatRegistry, registryIdentity, type Manifest, type Registry, type RegistryScope } from '../../verification';

/** How many bytes of manifests are kept at most. */
const MAX_BYTES = 16 * 1024 * 1024;

const keyOf = ({ repository: { registry, repository } }: RegistryScope, digest: string): string =>
  `${formatRegistry(registryIdentity(registry))}/${repository}@${digest}`;

/** Keeps manifests up to a total size, and drops the oldest first. */
const boundedManifests = (maxBytes: number) => {
  const kept = new Map<string, Manifest>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.bytes.length ?? 0;
    kept.delete(key);
  };
  return {
    get: (key: string): Manifest | undefined => kept.get(key),
    keep: (key: string, manifest: Manifest): void => {
      drop(key);
      if (manifest.bytes.length > maxBytes) return;
      kept.set(key, manifest);
      size += manifest.bytes.length;
      for (const oldest of kept.keys()) {
        if (size <= maxBytes) break;
        drop(oldest);
      }
    },
  };
};

/**
 * A registry that fetches each manifest by digest once per repository: its bytes hash to the digest, so they never
 * change. Tags, lists of signatures and failures are not kept.
 */
export const keepManifests = (registry: Registry, maxBytes = MAX_BYTES): Registry => {
  const manifests = boundedManifests(maxBytes);
  return {
    ...registry,
    fetchManifest: async (request) => {
      if (!('digest' in request.reference)) return registry.fetchManifest(request);
      const key = keyOf(request.scope, request.reference.digest);
      const known = manifests.get(key);
      if (known !== undefined) return { kind: 'found', value: known };
      const answer = await registry.fetchManifest(request);
      if (answer.kind === 'found') manifests.keep(key, answer.value);
      return answer;
    },
  };
};
