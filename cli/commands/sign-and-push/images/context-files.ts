import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, realpath, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { ToolFailure } from '../../../shared/failure';

/** One file of a build context, with its content, so that the hashed bytes are the built bytes. */
export interface ContextFile {
  /** Path relative to the context, with slashes. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** A path of a context, and the file that it is when every link is resolved. */
interface FoundFile {
  readonly path: string;
  readonly real: string;
}

/** Real paths while a context is searched. */
interface Search {
  readonly root: string;
  /** The folder that links must not leave. */
  readonly inside: string;
  /** The folders that lead to this one. */
  readonly above: readonly string[];
}

const refuse = (root: string, path: string, found: string): never => {
  throw new ToolFailure('failed', `${join(root, path)}: expected a regular file or a folder to build from, ${found}`);
};

/** Whether a real path is a folder or below it. */
export const isInside = (folder: string, real: string): boolean =>
  real === folder || real.startsWith(`${folder}${sep}`);

/** Resolves a path. A link may lead elsewhere in its folder; anywhere else are files of whoever builds. */
const resolveInside = async ({ root, inside, above }: Search, path: string): Promise<string> => {
  const file = join(root, path);
  const isLink = (await lstat(file)).isSymbolicLink();
  const real = await realpath(file).catch((error: unknown) => {
    if (isLink) return refuse(root, path, 'found a link that leads nowhere: remove it');
    throw error;
  });
  if (isLink && !isInside(inside, real))
    refuse(root, path, `found a link to ${real}, outside of the folder: replace the link by a copy`);
  if (above.includes(real)) refuse(root, path, 'found a link to a folder that contains it: remove it');
  return real;
};

const filesBelow = async (search: Search, path: string): Promise<readonly FoundFile[]> => {
  const real = await resolveInside(search, path);
  const kind = await lstat(real);
  if (kind.isFile()) return [{ path, real }];
  if (!kind.isDirectory())
    refuse(search.root, path, 'found a device, a socket or a pipe: remove it, or build from another folder');
  const below = { ...search, above: [...search.above, real] };
  const names = await readdir(real);
  return (await Promise.all(names.map((name) => filesBelow(below, path === '.' ? name : `${path}/${name}`)))).flat();
};

// The links are resolved by now; one that replaced the file in the meantime is not followed, and a pipe is not waited for.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const readOne = async ({ path, real }: FoundFile): Promise<ContextFile> => {
  const handle = await open(real, FLAGS);
  try {
    const { mode } = await handle.stat();
    return { path, content: await handle.readFile(), executable: (mode & 0o100) !== 0 };
  } finally {
    await handle.close();
  }
};

const filesAt =
  (root: string) =>
  async (path: string): Promise<readonly FoundFile[]> => {
    const file = join(root, path);
    const isFolder = (await lstat(file)).isDirectory();
    return filesBelow({ root, inside: await realpath(isFolder ? file : dirname(file)), above: [] }, path);
  };

/**
 * Reads the files at and below some paths of a directory, sorted by path. A link is read like the file that it leads to.
 * @throws ToolFailure for a link that leaves its folder, and for anything that is neither a regular file nor a folder.
 */
export const readContextFiles = async (root: string, paths: readonly string[]): Promise<readonly ContextFile[]> => {
  const all = (await Promise.all(paths.map(filesAt(root)))).flat();
  const byPath = new Map(all.map((found) => [found.path, found] as const));
  const sorted = [...byPath.keys()].sort();
  return Promise.all(sorted.flatMap((path) => byPath.get(path) ?? []).map(readOne));
};

/** Writes a build context of exactly these files, all with the same time, so that the same files give the same image. */
export const stageContext = async (directory: string, files: readonly ContextFile[]): Promise<void> => {
  for (const { path, content, executable } of files) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, executable ? 0o755 : 0o644);
    await utimes(file, 0, 0);
  }
};
