import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { type Descriptor, MEDIA_TYPES, toDescriptor } from './descriptor';

/** An entry of a list of referrers. */
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

const parseManifest = (manifest: Buffer): ManifestFields | undefined =>
  parseJsonOrUndefined(manifest.toString()) as ManifestFields | undefined;

/** The referrers of each subject, which the local registry itself doesn't list. */
export class Referrers {
  private readonly lists = new Map<string, Referrer[]>();

  /** Adds a manifest to its subject's referrers; returns the digest of the subject, if it has one. */
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

  /** Removes a manifest that was deleted. */
  forget(repository: string, digest: string): void {
    for (const [key, list] of this.lists) {
      if (!key.startsWith(`${repository}@`)) continue;
      this.lists.set(
        key,
        list.filter((referrer) => referrer.digest !== digest),
      );
    }
  }

  /** The image index that the referrers API returns. */
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
