import type { Digest } from './digest';
import type { Descriptor, Manifest, Registry, RegistryFailure, RegistryScope } from './registry';
import type { RemainingTime } from './remaining-time';
import { screenManifest, type ExcludedSignature } from './screen-signature';
import { MAX_ENVELOPE_BYTES, MAX_SIGNATURE_MANIFEST_BYTES, type EnvelopeDescriptor } from './signature-manifest';
import { badSignature, uncheckedSignature, type ExaminedSignature } from './signature-outcome';
import type { ServiceReason } from './verdict';

/** The image whose signatures are fetched. */
export interface SignedImage {
  readonly scope: RegistryScope;
  readonly digest: Digest;
  /** The time that is left to fetch from the registry. */
  readonly remaining: RemainingTime;
}

/** A signature as the registry returned it: its manifest for the image, and its envelope. */
export interface FetchedSignature {
  /** The digest of the signature's manifest. */
  readonly digest: Digest;
  readonly manifest: Uint8Array;
  readonly descriptor: EnvelopeDescriptor;
  readonly envelope: Uint8Array;
}

/** The reason of an inconclusive verdict for a failure of the registry. */
export const REGISTRY_REASONS = {
  denied: 'registry-denied',
  throttled: 'throttled',
  'timed-out': 'timed-out',
  unavailable: 'registry-unavailable',
  absent: 'registry-unavailable',
  wrong: 'registry-unavailable',
  'too-large': 'registry-unavailable',
} as const satisfies Readonly<Record<RegistryFailure['kind'], ServiceReason>>;

const invalid = (digest: Digest, detail: string): ExaminedSignature => ({
  digest,
  foundBy: 'fetching',
  outcome: badSignature('signature-invalid', `signature ${digest}: ${detail}`),
});

/** A signature that screening excluded. */
export const toExcluded = (
  digest: Digest,
  { reason, claimedSigner, detail }: ExcludedSignature,
): ExaminedSignature => ({
  digest,
  claimedSigner,
  foundBy: 'screening',
  outcome: badSignature(reason, `signature ${digest}: ${detail}`),
});

// Whoever attaches a signature decides how large it is: that is no fault of the registry.
const toFailed = (digest: Digest, failure: RegistryFailure): ExaminedSignature =>
  failure.kind === 'too-large'
    ? invalid(digest, failure.detail)
    : {
        digest,
        foundBy: 'fetching',
        outcome: uncheckedSignature(REGISTRY_REASONS[failure.kind], `signature ${digest}: ${failure.detail}`),
      };

const fetchManifest = async (
  registry: Registry,
  { scope, remaining }: SignedImage,
  { digest, size }: Descriptor,
): Promise<Manifest | ExaminedSignature> => {
  if (size > MAX_SIGNATURE_MANIFEST_BYTES) return invalid(digest, `its manifest claims to have ${size} bytes`);
  const answer = await registry.fetchManifest({ scope, remaining, reference: { digest } });
  if (answer.kind === 'found') return answer.value;
  return answer.kind === 'absent'
    ? {
        digest,
        foundBy: 'fetching',
        outcome: { kind: 'gone', detail: `signature ${digest}: listed, but no longer in the registry` },
      }
    : toFailed(digest, answer);
};

/** Fetches a listed signature, unless its manifest already excludes it; returns the outcome when there is one. */
export const fetchSignature = async (
  registry: Registry,
  image: SignedImage,
  listed: Descriptor,
): Promise<FetchedSignature | ExaminedSignature> => {
  const manifest = await fetchManifest(registry, image, listed);
  if ('outcome' in manifest) return manifest;
  const { digest, bytes } = manifest;
  const screened = screenManifest(bytes, image.digest);
  if (screened.kind === 'excluded') return toExcluded(digest, screened);
  const { scope, remaining } = image;
  const { descriptor } = screened;
  const answer = await registry.fetchBlob({ scope, remaining, descriptor, limit: MAX_ENVELOPE_BYTES });
  if (answer.kind === 'absent') return invalid(digest, 'its envelope is not in the registry');
  if (answer.kind !== 'found') return toFailed(digest, answer);
  const envelope = answer.value;
  return envelope.length === descriptor.size
    ? { digest, manifest: bytes, descriptor, envelope }
    : invalid(digest, `its envelope has ${envelope.length} bytes, its manifest claims ${descriptor.size}`);
};
