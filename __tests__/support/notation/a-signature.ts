import { createSigningChain, type SigningChain } from '../../../testing/certificates/signing-chain';
import { toDescriptor, MEDIA_TYPES } from '../../../testing/registry/descriptor';
import { craftEnvelope, type CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import { JWS_MEDIA_TYPE } from '../../../testing/signer/envelope';
import { toSigningProfile, type SigningProfile } from '../../../testing/signer/signing-profile';
import {
  SIGNATURE_MANIFEST_TYPE,
  type Descriptor,
  type Digest,
  type FetchedSignature,
  type Manifest,
} from '../../../verification';

/** The profile that signs in these tests. */
export const PROFILE: SigningProfile = toSigningProfile({ account: '111122223333', name: 'release' }, 'abcdefghi1');

/** A profile that no policy names. */
export const OTHER_PROFILE: SigningProfile = toSigningProfile({ account: '444455556666', name: 'other' }, 'abcdefghi2');

const imageBytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, layers: [] }));

/** The image that is signed. */
export const IMAGE: Manifest = {
  digest: toDescriptor(MEDIA_TYPES.manifest, imageBytes).digest as Digest,
  mediaType: MEDIA_TYPES.manifest,
  bytes: imageBytes,
};

/** The descriptor of the image that is signed. */
export const IMAGE_DESCRIPTOR = toDescriptor(IMAGE.mediaType, imageBytes);

let chain: Promise<SigningChain> | undefined;

/** The chain of the trusted signer, the same in all tests of a file. */
export const trustedChain = (): Promise<SigningChain> => (chain ??= createSigningChain());

/** An envelope for the image, as AWS Signer would make it. */
export const anEnvelope = async (claims: Partial<CraftedEnvelope> = {}): Promise<Buffer> =>
  craftEnvelope({ target: IMAGE_DESCRIPTOR, profile: PROFILE, chain: await trustedChain(), ...claims });

/** The manifest of a signature with that envelope; the overrides replace its fields. */
export const aSignatureManifest = (envelope: Uint8Array, overrides: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: SIGNATURE_MANIFEST_TYPE,
      config: { ...toDescriptor(MEDIA_TYPES.signature, Buffer.from('{}')) },
      layers: [toDescriptor(JWS_MEDIA_TYPE, Buffer.from(envelope))],
      subject: IMAGE_DESCRIPTOR,
      ...overrides,
    }),
  );

/** A signature of the image as the registry returns it. */
export const toFetched = (envelope: Uint8Array, overrides: object = {}): FetchedSignature => {
  const manifest = aSignatureManifest(envelope, overrides);
  return {
    digest: toDescriptor(SIGNATURE_MANIFEST_TYPE, manifest).digest as Digest,
    manifest,
    descriptor: toDescriptor(JWS_MEDIA_TYPE, Buffer.from(envelope)) as FetchedSignature['descriptor'],
    envelope,
  };
};

/** The descriptor under which a registry lists a signature. */
export const toListed = ({ digest, manifest }: FetchedSignature): Descriptor => ({
  digest,
  mediaType: SIGNATURE_MANIFEST_TYPE,
  size: manifest.length,
});
