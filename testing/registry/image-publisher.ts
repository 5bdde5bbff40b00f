import { toDestination } from '../gateway/destination';
import { type Descriptor, digestOf, MEDIA_TYPES } from './descriptor';
import type { ReferrersApi, RegistryStore, StoredManifest } from './registry-store';
import {
  type AttachedSignature,
  attachSignature,
  type SignatureContent,
  writeTagSchemaIndex,
} from './signature-attachment';

/** An image that was pushed. */
export interface PushedImage {
  /** `host/repository`. */
  readonly repository: string;
  /** `host/repository@sha256:…`. */
  readonly reference: string;
  readonly digest: string;
  readonly descriptor: Descriptor;
}

/** The image to push. */
export interface ImageInput {
  /** `host/repository`. */
  readonly repository: string;
  readonly tag?: string;
  /** Any text; different seeds yield different digests. */
  readonly seed: string;
}

/** The index to push. */
export interface IndexInput {
  readonly repository: string;
  readonly tag?: string;
  readonly platforms: readonly { readonly image: PushedImage; readonly platform: string }[];
}

/** Fills the registry without the gateway: no credentials, no faults, no recorded requests. */
export class ImagePublisher {
  constructor(
    private readonly store: RegistryStore,
    private readonly publicRegistries: readonly string[],
  ) {}

  /** Pushes a small image of one layer; its content depends only on the seed. */
  async pushImage({ repository, tag, seed }: ImageInput): Promise<PushedImage> {
    const path = this.pathOf(repository);
    const layer = await this.store.putBlob(path, MEDIA_TYPES.layer, Buffer.from(`layer of ${seed}`));
    const rootfs = { type: 'layers', diff_ids: [layer.digest] };
    const configuration = { architecture: 'amd64', os: 'linux', config: { Labels: { seed } }, rootfs };
    const config = await this.store.putBlob(path, MEDIA_TYPES.config, Buffer.from(JSON.stringify(configuration)));
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers: [layer] };
    return this.putManifest(repository, manifest, tag);
  }

  /** Pushes an index of images that were pushed before. */
  async pushIndex({ repository, tag, platforms }: IndexInput): Promise<PushedImage> {
    const manifests = platforms.map(({ image, platform }) => {
      const [os, architecture] = platform.split('/');
      return { ...image.descriptor, platform: { os, architecture } };
    });
    const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests };
    return this.putManifest(repository, index, tag);
  }

  /** Attaches a signature, however malformed, to an image. */
  attachSignature(image: PushedImage, content: SignatureContent): Promise<AttachedSignature> {
    return attachSignature(this.store, {
      repository: this.pathOf(image.repository),
      subject: image.descriptor,
      content,
    });
  }

  /** Overwrites the tag schema's index of the image's signatures with any bytes. */
  writeTagSchemaIndex(image: PushedImage, bytes: Buffer): Promise<void> {
    return writeTagSchemaIndex(this.store, { repository: this.pathOf(image.repository), digest: image.digest, bytes });
  }

  /** Points a tag to that image, whether or not the tag exists. */
  async moveTag(image: PushedImage, tag: string): Promise<void> {
    const path = this.pathOf(image.repository);
    const manifest = await this.store.getManifest(path, image.digest);
    if (!manifest) throw new Error(`expected ${image.reference} in the registry, found nothing`);
    await this.store.putManifest(path, { ...manifest, tag });
  }

  /** Pushes a manifest of exactly these bytes; returns its digest. */
  async pushBytes(repository: string, manifest: Pick<StoredManifest, 'mediaType' | 'bytes'>): Promise<string> {
    await this.store.putManifest(this.pathOf(repository), manifest);
    return digestOf(manifest.bytes);
  }

  /** Deletes a tag or a digest. */
  deleteManifest(repository: string, reference: string): Promise<void> {
    return this.store.deleteManifest(this.pathOf(repository), reference);
  }

  /** The manifest of a tag or a digest. */
  getManifest(repository: string, reference: string): Promise<StoredManifest | undefined> {
    return this.store.getManifest(this.pathOf(repository), reference);
  }

  /** The blob of a digest. */
  getBlob(repository: string, digest: string): Promise<Buffer | undefined> {
    return this.store.getBlob(this.pathOf(repository), digest);
  }

  /** From now on, existing tags of the repository can't be moved to another digest. */
  makeTagsImmutable(repository: string): void {
    this.store.immutable.add(this.pathOf(repository));
  }

  /** Sets whether the registry has the referrers API, as ECR does, or clients must fall back to the tag schema. */
  setReferrersApi(api: ReferrersApi): void {
    this.store.referrersApi = api;
  }

  private async putManifest(
    repository: string,
    manifest: { readonly mediaType: string },
    tag: string | undefined,
  ): Promise<PushedImage> {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const descriptor = await this.store.putManifest(this.pathOf(repository), {
      mediaType: manifest.mediaType,
      bytes,
      tag,
    });
    const digest = digestOf(bytes);
    return { repository, reference: `${repository}@${digest}`, digest, descriptor };
  }

  private pathOf(repository: string): string {
    const [host = '', ...name] = repository.split('/');
    const destination = toDestination(host, this.publicRegistries);
    if (destination.kind === 'ecr' || destination.kind === 'public')
      return `${destination.namespace}/${name.join('/')}`;
    throw new Error(`expected a repository of ECR or of ${this.publicRegistries.join(', ')}, found ${repository}`);
  }
}
