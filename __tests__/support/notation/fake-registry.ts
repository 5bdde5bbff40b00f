import type {
  Digest,
  FetchedSignature,
  ListedSignatures,
  Registry,
  RegistryAnswer,
  RegistryFailure,
  SignaturePorts,
  SignatureToVerify,
} from '../../../verification';
import { IMAGE, toListed } from './a-signature';

/** What a fake registry holds, besides the image. */
export interface FakeContent {
  readonly signatures: readonly FetchedSignature[];
  readonly truncated?: boolean;
  /** Failures by the digest of what is requested; those of the list by `list`. */
  readonly failures?: ReadonlyMap<Digest | 'list', RegistryFailure>;
}

/** A registry that holds the image and its signatures; `requested` records digests in the order of requests. */
export const fakeRegistry = (
  content: FakeContent,
): { readonly registry: Registry; readonly requested: readonly string[]; readonly mostAtATime: () => number } => {
  const { signatures, failures = new Map<never, never>(), truncated = false } = content;
  const requested: string[] = [];
  let [now, most] = [0, 0];
  const found = new Map<string, Uint8Array>([
    [IMAGE.digest, IMAGE.bytes],
    ...signatures.flatMap(({ digest, manifest, descriptor, envelope }) => [
      [digest, manifest] as const,
      [descriptor.digest, envelope] as const,
    ]),
  ]);
  const answer = async <T>(key: Digest | 'list', make: () => T | undefined): Promise<RegistryAnswer<T>> => {
    requested.push(key);
    now += 1;
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    const failure = failures.get(key);
    const value = make();
    if (failure !== undefined) return failure;
    return value === undefined ? { kind: 'absent', detail: 'HTTP status 404' } : { kind: 'found', value };
  };
  const bytesOf = (digest: Digest) => (): Uint8Array | undefined => found.get(digest);
  const registry: Registry = {
    fetchManifest: async ({ reference }) => {
      if (!('digest' in reference)) throw new Error('expected a digest');
      const { digest } = reference;
      const bytes = await answer(digest, bytesOf(digest));
      return bytes.kind === 'found'
        ? { ...bytes, value: { digest, mediaType: IMAGE.mediaType, bytes: bytes.value } }
        : bytes;
    },
    listSignatures: () => answer<ListedSignatures>('list', () => ({ manifests: signatures.map(toListed), truncated })),
    fetchBlob: ({ descriptor: { digest } }) => answer(digest, bytesOf(digest)),
  };
  return { registry, requested, mostAtATime: () => most };
};

/** Ports whose notation accepts every signature; `verified` records those that it was started for. */
export const signaturePorts = (
  registry: Registry,
  overrides: Partial<SignaturePorts> = {},
): { readonly ports: SignaturePorts; readonly verified: readonly SignatureToVerify[] } => {
  const verified: SignatureToVerify[] = [];
  const { verify } = overrides;
  const ports: SignaturePorts = {
    registry,
    authenticate: async () => undefined,
    enqueue: (run) => run(),
    ...overrides,
    verify: async (signature) => {
      verified.push(signature);
      if (verify !== undefined) return verify(signature);
      const { profileVersion, job, signingTime, expiry } = signature.candidate.envelope.claims;
      const evidence = { signer: profileVersion, job, signingTime, expiry, signature: signature.digest };
      return { kind: 'good', evidence };
    },
  };
  return { ports, verified };
};
