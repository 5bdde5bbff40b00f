import { type Descriptor, MEDIA_TYPES } from './descriptor';
import { JWS_MEDIA_TYPE } from '../signer/envelope';
import type { RegistryStore } from './registry-store';

/** The content of a signature manifest. */
export type SignatureContent =
  /** One envelope, as notation pushes it; its media type may be any text. */
  | { readonly kind: 'envelope'; readonly envelope: Buffer; readonly mediaType?: string }
  /** Several envelopes in one manifest, which notation refuses. */
  | { readonly kind: 'layers'; readonly envelopes: readonly Buffer[] }
  /** A blob of this many bytes; notation refuses more than 32 MiB. */
  | { readonly kind: 'huge'; readonly size: number };

/** A signature that was attached. */
export interface AttachedSignature {
  readonly manifest: Descriptor;
  readonly layers: readonly Descriptor[];
}

interface Attachment {
  readonly repository: string;
  readonly subject: Descriptor;
  readonly content: SignatureContent;
}

const toBlobs = (content: SignatureContent): readonly { readonly mediaType: string; readonly bytes: Buffer }[] => {
  switch (content.kind) {
    case 'envelope':
      return [{ mediaType: content.mediaType ?? JWS_MEDIA_TYPE, bytes: content.envelope }];
    case 'layers':
      return content.envelopes.map((bytes) => ({ mediaType: JWS_MEDIA_TYPE, bytes }));
    case 'huge':
      return [{ mediaType: JWS_MEDIA_TYPE, bytes: Buffer.alloc(content.size, 'x') }];
  }
};

const toTag = (digest: string): string => digest.replace(':', '-');

const listInTagSchema = async (
  store: RegistryStore,
  { repository, subject }: Attachment,
  added: Descriptor,
): Promise<void> => {
  const existing = await store.getManifest(repository, toTag(subject.digest));
  const before = existing ? (JSON.parse(existing.bytes.toString()) as { manifests?: readonly object[] }) : {};
  const manifests = [...(before.manifests ?? []), { ...added, artifactType: MEDIA_TYPES.signature }];
  const mediaType = MEDIA_TYPES.index;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  await store.putManifest(repository, { mediaType, bytes, tag: toTag(subject.digest) });
};

/** Pushes a signature manifest for a subject, and lists it in the tag schema if there is no referrers API. */
export const attachSignature = async (store: RegistryStore, attachment: Attachment): Promise<AttachedSignature> => {
  const { repository, subject, content } = attachment;
  const blobs = toBlobs(content);
  const config = await store.putBlob(repository, MEDIA_TYPES.signature, Buffer.from('{}'));
  const layers: Descriptor[] = [];
  for (const { mediaType, bytes } of blobs) layers.push(await store.putBlob(repository, mediaType, bytes));
  const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers, subject };
  const signed = { ...manifest, artifactType: MEDIA_TYPES.signature };
  const bytes = Buffer.from(JSON.stringify(signed));
  const descriptor = await store.putManifest(repository, { mediaType: MEDIA_TYPES.manifest, bytes });
  if (store.referrersApi === 'absent') await listInTagSchema(store, attachment, descriptor);
  return { manifest: descriptor, layers };
};

/** Stores any bytes under the tag where the tag schema expects the index of a digest's referrers. */
export const writeTagSchemaIndex = async (
  store: RegistryStore,
  { repository, digest, bytes }: { readonly repository: string; readonly digest: string; readonly bytes: Buffer },
): Promise<void> => {
  // A parameter after the media type keeps the local registry from validating the index. Clients ignore the parameter.
  const mediaType = `${MEDIA_TYPES.index}; charset=utf-8`;
  await store.putManifest(repository, { mediaType, bytes, tag: toTag(digest) });
};
