import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { RunBuildah } from './stand-in-bases';

/** What there is at one place of an image. */
export interface ImageFile {
  /** As `-rwxr-xr-x root`: kind, mode and owner, as far as they say who may do what. */
  readonly kind: 'directory' | 'file' | 'link';
  /** Permissions in octal, with set-user-ID and its kin. */
  readonly mode: string;
  readonly owner: number;
  /** SHA-256 of a file, target of a link. */
  readonly content: string;
  readonly bytes: number;
}

const describeFile = (path: string, stats: Stats): ImageFile => {
  const facts = { mode: (stats.mode & 0o7777).toString(8), owner: stats.uid, bytes: stats.size };
  if (stats.isDirectory()) return { ...facts, kind: 'directory', content: '', bytes: 0 };
  if (stats.isSymbolicLink()) return { ...facts, kind: 'link', content: readlinkSync(path) };
  return { ...facts, kind: 'file', content: createHash('sha256').update(readFileSync(path)).digest('hex') };
};

const filesBelow = (root: string, place: string): readonly (readonly [string, ImageFile])[] =>
  readdirSync(join(root, place)).flatMap((name) => {
    const [inside, path] = [join(place, name), join(root, place, name)];
    const described = describeFile(path, lstatSync(path));
    return [[inside, described] as const, ...(described.kind === 'directory' ? filesBelow(root, inside) : [])];
  });

/** Does something with the file system of an image, mounted in a directory. */
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

/** Everything that an image holds, by its path. */
export const filesOf = (
  builder: { readonly buildah: RunBuildah },
  image: string,
): Promise<ReadonlyMap<string, ImageFile>> => withMounted(builder, image, (root) => new Map(filesBelow(root, '/')));
