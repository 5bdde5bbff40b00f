import {
  LISTED_SIGNATURES_LIMIT,
  SIGNATURE_ARTIFACT_TYPE,
  type Descriptor,
  type ListedSignatures,
} from '../../verification';

/** Collects signatures from pages of descriptors, each once, up to the limit. */
export class SignatureList {
  private readonly manifests = new Map<string, Descriptor>();
  private truncated = false;

  /** Adds those descriptors that are signatures: not every registry filters its list. */
  add(descriptors: readonly Descriptor[]): void {
    for (const { digest, mediaType, size, artifactType } of descriptors) {
      if (artifactType !== SIGNATURE_ARTIFACT_TYPE || this.manifests.has(digest)) continue;
      if (this.manifests.size >= LISTED_SIGNATURES_LIMIT) this.truncate();
      // Without annotations: they may be megabytes, and anyone who may push writes them.
      else this.manifests.set(digest, { digest, mediaType, size, artifactType });
    }
  }

  /** Says that there may be more signatures than are listed. */
  truncate(): void {
    this.truncated = true;
  }

  get isTruncated(): boolean {
    return this.truncated;
  }

  toListed(): ListedSignatures {
    return { manifests: [...this.manifests.values()], truncated: this.truncated };
  }
}
