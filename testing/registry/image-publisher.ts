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

/** What an image is made from. */
export interface ImageInput {
  /** `host/repository`. */
  readonly repository: string;
  readonly tag?: string;
  /** Any text; another seed gives another digest. */
  readonly seed: string;
}

/** What an index is made from. */
export interface IndexInput {
  readonly repository: string;
  readonly tag?: string;
  readonly platforms: readonly { readonly image: PushedImage; readonly platform: string }[];
}

/** Fills the registry behind the gateway's back: no credentials, no faults, no records. */
export class ImagePublisher {
  constructor(
    private readonly store: RegistryStore,
    private readonly publicRegistries: readonly string[],
  ) {}

  /** Pushes a small image of one layer, whose content follows from the seed. */
  async pushImage({ repository, tag, seed }: ImageInput): Promise<PushedImage> {
    const path = this.pathOf(repository);
    const layer = await this.store.putBlob(path, MEDIA_TYPES.layer, Buffer.from(`layer of ${seed}`));
    const rootfs = { type: 'layers', diff_ids: [layer.digest] };
    const configuration = { architecture: 'amd64', os: 'linux', config: { Labels: { seed } }, rootfs };
    const config = await this.store.putBlob(path, MEDIA_TYPES.config, Buffer.from(JSON.stringify(configuration)));
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers: [layer] };
    return this.putManifest(repository, manifest, tag);
  }

  /** Pushes an index of images that are there. */
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

  /** Overwrites the list of the image's signatures in the tag schema with any bytes. */
  writeTagSchemaIndex(image: PushedImage, bytes: Buffer): Promise<void> {
    return writeTagSchemaIndex(this.store, { repository: this.pathOf(image.repository), digest: image.digest, bytes });
  }

  /** Makes a tag name that image from now on, whatever it named before. */
  async moveTag(image: PushedImage, tag: string): Promise<void> {
    const path = this.pathOf(image.repository);
    const manifest = await this.store.getManifest(path, image.digest);
    if (!manifest) throw new Error(`expected ${image.reference} in the registry, found nothing`);
    await this.store.putManifest(path, { ...manifest, tag });
  }

  /** Deletes a tag or a digest. */
  deleteManifest(repository: string, reference: string): Promise<void> {
    return this.store.deleteManifest(this.pathOf(repository), reference);
  }

  /** The manifest of a tag or a digest, as it is kept. */
  getManifest(repository: string, reference: string): Promise<StoredManifest | undefined> {
    return this.store.getManifest(this.pathOf(repository), reference);
  }

  /** A blob, as it is kept. */
  getBlob(repository: string, digest: string): Promise<Buffer | undefined> {
    return this.store.getBlob(this.pathOf(repository), digest);
  }

  /** From now on tags of the repository cannot be pushed again with another digest. */
  makeTagsImmutable(repository: string): void {
    this.store.immutable.add(this.pathOf(repository));
  }

  /** Whether clients find the referrers API, as in ECR, or must fall back to the tag schema. */
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
