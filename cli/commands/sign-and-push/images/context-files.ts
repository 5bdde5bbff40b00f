import { chmod, mkdir, readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One file of a build context, with its content, so that the hashed bytes are the built bytes. */
export interface ContextFile {
  /** Path relative to the context, with slashes. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

const readOne = async (root: string, path: string): Promise<ContextFile> => {
  const file = join(root, path);
  const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
  return { path, content, executable: (mode & 0o100) !== 0 };
};

const filesBelow = async (root: string, path: string): Promise<readonly string[]> => {
  if (!(await stat(join(root, path))).isDirectory()) return [path];
  const names = await readdir(join(root, path));
  return (await Promise.all(names.map((name) => filesBelow(root, path === '.' ? name : `${path}/${name}`)))).flat();
};

/** Reads the files at and below some paths of a directory, sorted by path. Follows links. */
export const readContextFiles = async (root: string, paths: readonly string[]): Promise<readonly ContextFile[]> => {
  const all = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat();
  return Promise.all([...new Set(all)].sort().map((path) => readOne(root, path)));
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
