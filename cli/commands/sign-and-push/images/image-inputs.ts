import type { ImageBuild } from '../../../../adapters/builders/builder';
import { canonicalJson } from '../../../../contracts/schema/canonical-json';
import { sha256 } from '../../../../contracts/schema/sha256';
import { parseImageReference, type Digest } from '../../../../verification';
import type { BundledPackage } from '../sbom/bundled-packages';
import type { ContextFile } from './context-files';

/** How an image is built: every input is in here. */
export interface BuildRecipe {
  readonly kind: 'build';
  readonly dockerfile: string;
  readonly files: readonly ContextFile[];
  readonly arguments: Readonly<Record<string, string>>;
  readonly platform: ImageBuild['platform'];
  /** What is in the bundle among the files. Default: no SBOM is made. */
  readonly packages?: readonly BundledPackage[];
}

/** An image that is copied from another registry. */
export interface CopySource {
  readonly kind: 'copy';
  /** As the deployment file names it. */
  readonly from: string;
  /** What it names now; undefined in a dry run, which asks nobody. */
  readonly digest: Digest | undefined;
}

/** Where an image comes from. */
export type ImageSource = BuildRecipe | CopySource;

/** What is copied: repository and digest, since builders take no tag beside a digest; only the name while the digest is not known. */
export const pinnedSource = ({ from, digest }: CopySource): string => {
  const { registry, repository } = parseImageReference(from);
  return digest === undefined ? from : `${registry}/${repository}@${digest}`;
};

/** The SHA-256, in hexadecimal, of everything that decides what an image becomes; undefined while a copy's digest is not known. */
export const inputsHash = (source: ImageSource): string | undefined => {
  switch (source.kind) {
    case 'copy':
      return source.digest === undefined ? undefined : sha256(canonicalJson({ copy: source.digest }));
    case 'build': {
      const { dockerfile, platform, arguments: args } = source;
      const files = source.files.map(({ path, content, executable }) => [path, executable, sha256(content)]);
      return sha256(canonicalJson({ build: { dockerfile, platform, arguments: args, files } }));
    }
  }
};

/** An image's tag: it follows from the inputs, so that a tag never has to move. */
export const tagFor = (inputs: string): string => inputs.slice(0, 20);
