import type { ImageBuild } from '../../../../adapters/builders/builder';
import { canonicalJson } from '../../../../contracts/schema/canonical-json';
import { sha256 } from '../../../../contracts/schema/sha256';
import { parseImageReference, type Digest } from '../../../../verification';
import type { BundledFunction } from '../sbom/bundled-packages';
import type { BaseImage } from './base-images';
import type { ContextFile } from './context-files';

/** How an image is built, with every input. */
export interface BuildRecipe {
  readonly kind: 'build';
  readonly dockerfile: string;
  readonly files: readonly ContextFile[];
  readonly arguments: Readonly<Record<string, string>>;
  readonly platform: ImageBuild['platform'];
  /** The images that it is built from, sorted. */
  readonly bases: readonly BaseImage[];
  /** The bundled functions among the files, for the SBOM. Default: no SBOM is made. */
  readonly bundles?: readonly BundledFunction[];
}

/** An image that is copied from another registry. */
export interface CopySource {
  readonly kind: 'copy';
  /** As written in the deployment file. */
  readonly from: string;
  /** What the reference names now; undefined in a dry run, which calls no registry. */
  readonly digest: Digest | undefined;
}

/** Where an image comes from. */
export type ImageSource = BuildRecipe | CopySource;

/** What is copied: repository and digest, since builders reject a tag beside a digest; the plain reference while the digest is unknown. */
export const pinnedSource = ({ from, digest }: CopySource): string => {
  const { registry, repository } = parseImageReference(from);
  return digest === undefined ? from : `${registry}/${repository}@${digest}`;
};

/** The SHA-256, in hexadecimal, of every input of an image; undefined while the digest of a copy or a base image is unknown. */
export const inputsHash = (source: ImageSource): string | undefined => {
  switch (source.kind) {
    case 'copy':
      return source.digest === undefined ? undefined : sha256(canonicalJson({ copy: source.digest }));
    case 'build': {
      const { dockerfile, platform, arguments: args } = source;
      if (source.bases.some(({ digest }) => digest === undefined)) return undefined;
      const bases = source.bases.map(({ reference, digest }) => [reference, digest ?? '']);
      const files = source.files.map(({ path, content, executable }) => [path, executable, sha256(content)]);
      return sha256(canonicalJson({ build: { dockerfile, platform, arguments: args, bases, files } }));
    }
  }
};

/** An image's tag, computed from its inputs, so that a tag never has to move. */
export const tagFor = (inputs: string): string => inputs.slice(0, 20);
