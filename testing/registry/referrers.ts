import { type Descriptor, MEDIA_TYPES, toDescriptor } from './descriptor';

/** A descriptor in a list of referrers, with what the pusher wrote about the manifest. */
interface Referrer extends Descriptor {
  readonly artifactType?: string | undefined;
  readonly annotations?: unknown;
}

interface ManifestFields {
  readonly artifactType?: string;
  readonly annotations?: unknown;
  readonly config?: { readonly mediaType?: string };
  readonly subject?: { readonly digest?: string };
}

const parseManifest = (manifest: Buffer): ManifestFields | undefined => {
  try {
    return JSON.parse(manifest.toString()) as ManifestFields;
  } catch {
    return undefined;
  }
};

/** Remembers which manifests name which subject, since the local registry has no referrers API. */
export class Referrers {
  private readonly lists = new Map<string, Referrer[]>();

  /** Remembers the manifest; returns the digest of its subject, if it has one. */
  record(repository: string, mediaType: string, manifest: Buffer): string | undefined {
    const fields = parseManifest(manifest);
    const subject = fields?.subject?.digest;
    if (!fields || !subject) return undefined;
    const artifactType = fields.artifactType ?? fields.config?.mediaType;
    const referrer = { ...toDescriptor(mediaType, manifest), artifactType, annotations: fields.annotations };
    const list = this.listFor(repository, subject).filter(({ digest }) => digest !== referrer.digest);
    this.lists.set(`${repository}@${subject}`, [...list, referrer]);
    return subject;
  }

  /** Forgets a manifest that was deleted. */
  forget(repository: string, digest: string): void {
    for (const [key, list] of this.lists) {
      if (!key.startsWith(`${repository}@`)) continue;
      this.lists.set(
        key,
        list.filter((referrer) => referrer.digest !== digest),
      );
    }
  }

  /** The image index that the referrers API answers with. */
  indexFor(repository: string, subject: string, artifactType: string | null): object {
    const manifests = this.listFor(repository, subject).filter(
      (referrer) => artifactType === null || referrer.artifactType === artifactType,
    );
    return { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests };
  }

  private listFor(repository: string, subject: string): readonly Referrer[] {
    return this.lists.get(`${repository}@${subject}`) ?? [];
  }
}
