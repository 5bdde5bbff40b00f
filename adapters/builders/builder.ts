import type { Digest } from '../../verification';

/** The programs that can build and copy images. */
export const BUILDER_NAMES = ['docker', 'podman', 'buildah'] as const;

/** One of the programs that can build and copy images. */
export type BuilderName = (typeof BUILDER_NAMES)[number];

/** Guards the name of a builder. */
export const isBuilderName = (name: string): name is BuilderName => BUILDER_NAMES.some((known) => known === name);

/** One image to build, for one platform. */
export interface ImageBuild {
  /** The image's name in messages and in the builder's own storage. */
  readonly name: string;
  /** A directory that holds every input and nothing else. */
  readonly context: string;
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly platform: 'linux/amd64' | 'linux/arm64';
}

/** An image that was built and not yet pushed. */
export interface BuiltImage {
  /** Where the builder finds the image. */
  readonly location: string;
  /** The digest in a registry; undefined when the builder knows it only after pushing. */
  readonly digest: Digest | undefined;
  /** Size in bytes, as the builder counts it. */
  readonly bytes: number;
}

/** One manifest that an image index lists. */
export interface ListedManifest {
  readonly digest: Digest;
  /** Such as `linux/amd64`. */
  readonly platform: string;
}

/** A manifest in a registry. */
export interface RemoteManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Size in bytes of configuration and layers; of an index, of its manifests. */
  readonly bytes: number;
  /** What an index lists, without attestations; undefined when the manifest is no index. */
  readonly platforms: readonly ListedManifest[] | undefined;
  /** What the manifest says that its content is. Default: an image. */
  readonly artifactType?: string | undefined;
  /** The manifest that this one is attached to. Default: none. */
  readonly subject?: Digest | undefined;
}

/** A program that builds and copies images. Every method throws ToolError when it fails. */
export interface Builder {
  readonly name: BuilderName;
  /** Builds an image as one manifest, without attestations, which would make it an index. */
  readonly build: (image: ImageBuild) => Promise<BuiltImage>;
  /** Writes the files of a stage of an image's Dockerfile to a directory, and returns the directory. */
  readonly exportStage: (image: ImageBuild, stage: string) => Promise<string>;
  /** Pushes to `registry/repository:tag` and returns the digest in the registry. */
  readonly push: (image: BuiltImage, destination: string) => Promise<Digest>;
  /** Copies bit by bit, an index with everything that it lists; returns the digest of what was copied. */
  readonly copy: (source: string, destination: string) => Promise<Digest>;
  /**
   * Reads the manifest of `registry/repository:tag` or `…@digest`; undefined when the image does not exist. podman and buildah read
   * `localhost/…`, without a port, from this machine's own images.
   */
  readonly inspect: (reference: string) => Promise<RemoteManifest | undefined>;
}
