import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../contracts/schema/sha256';
import type { RunBuildah } from './stand-in-bases';

/** One file, directory or link of an image. */
export interface ImageFile {
  readonly kind: 'directory' | 'file' | 'link';
  /** Permissions in octal, including set-user-ID, set-group-ID and the sticky bit. */
  readonly mode: string;
  readonly owner: number;
  /** The SHA-256 of a file, the target of a link, or empty. */
  readonly content: string;
  readonly bytes: number;
}

const describeFile = (path: string, stats: Stats): ImageFile => {
  const facts = { mode: (stats.mode & 0o7777).toString(8), owner: stats.uid, bytes: stats.size };
  if (stats.isDirectory()) return { ...facts, kind: 'directory', content: '', bytes: 0 };
  if (stats.isSymbolicLink()) return { ...facts, kind: 'link', content: readlinkSync(path) };
  return { ...facts, kind: 'file', content: sha256(readFileSync(path)) };
};

const filesBelow = (root: string, place: string): readonly (readonly [string, ImageFile])[] =>
  readdirSync(join(root, place)).flatMap((name) => {
    const [inside, path] = [join(place, name), join(root, place, name)];
    const described = describeFile(path, lstatSync(path));
    return [[inside, described] as const, ...(described.kind === 'directory' ? filesBelow(root, inside) : [])];
  });

/** Mounts an image's file system while `work` runs. */
export const withMounted = async <T>(
  { buildah }: { readonly buildah: RunBuildah },
  image: string,
  work: (root: string) => T,
): Promise<T> => {
  const container = (await buildah('from', '--pull-never', image)).stdout.trim();
  const root = (await buildah('mount', container)).stdout.trim();
  try {
    return work(root);
  } finally {
    await buildah('rm', container);
  }
};

/** All files of an image by path. */
export const filesOf = (
  builder: { readonly buildah: RunBuildah },
  image: string,
): Promise<ReadonlyMap<string, ImageFile>> => withMounted(builder, image, (root) => new Map(filesBelow(root, '/')));
