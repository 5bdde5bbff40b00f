import type { Digest } from '../../verification';

/** The programs that can build and move images. */
export const BUILDER_NAMES = ['docker', 'podman', 'buildah'] as const;

/** One of the programs that can build and move images. */
export type BuilderName = (typeof BUILDER_NAMES)[number];

/** Guards the name of a builder. */
export const isBuilderName = (name: string): name is BuilderName => BUILDER_NAMES.some((known) => known === name);

/** One image to be built, of one platform. */
export interface ImageBuild {
  /** What it is called in messages and in the builder's own storage. */
  readonly name: string;
  /** Directory that holds every input, and nothing else. */
  readonly context: string;
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly platform: 'linux/amd64' | 'linux/arm64';
}

/** An image that was built and not yet pushed. */
export interface BuiltImage {
  /** Where the builder finds it again. */
  readonly location: string;
  /** The digest that it will have in a registry; undefined where the builder knows only after pushing. */
  readonly digest: Digest | undefined;
  /** Size in bytes, as the builder counts. */
  readonly bytes: number;
}

/** One manifest that an image index lists. */
export interface ListedManifest {
  readonly digest: Digest;
  /** `linux/amd64` and kin. */
  readonly platform: string;
}

/** A manifest as its registry keeps it. */
export interface RemoteManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Size in bytes of what it names: configuration and layers; of an index only that of the manifests. */
  readonly bytes: number;
  /** What an index lists, without attestations; undefined: it is no index. */
  readonly platforms: readonly ListedManifest[] | undefined;
}

/** A program that builds and moves images; every method throws ToolError when it cannot. */
export interface Builder {
  readonly name: BuilderName;
  /** Builds an image of one manifest without attestations, which would make it an index. */
  readonly build: (image: ImageBuild) => Promise<BuiltImage>;
  /** Writes what a stage of an image's Dockerfile holds into a directory of this machine, and gives the directory. */
  readonly exportStage: (image: ImageBuild, stage: string) => Promise<string>;
  /** Pushes to `registry/repository:tag` and gives the digest that the registry keeps. */
  readonly push: (image: BuiltImage, destination: string) => Promise<Digest>;
  /** Copies bit by bit, an index with everything it lists; gives the digest, which is the source's. */
  readonly copy: (source: string, destination: string) => Promise<Digest>;
  /** Looks at `registry/repository:tag` or `…@digest`; undefined when there is no such image. */
  readonly inspect: (reference: string) => Promise<RemoteManifest | undefined>;
}
