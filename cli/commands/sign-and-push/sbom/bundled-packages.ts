import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ToolFailure } from '../../../shared/failure';

/** A package of npm that a bundle holds. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As the package itself says it: an SPDX identifier where it has one. */
  readonly license: string | undefined;
}

const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  license: z.string().min(1).optional(),
});

const MODULES = 'node_modules/';

/** The directory of the package that a bundled file belongs to; undefined where the file is the project's own. */
const packageDirectory = (file: string): string | undefined => {
  const at = file.lastIndexOf(MODULES);
  if (at < 0) return undefined;
  const inside = file.slice(at + MODULES.length).split('/');
  const depth = inside[0]?.startsWith('@') === true ? 2 : 1;
  return `${file.slice(0, at)}${MODULES}${inside.slice(0, depth).join('/')}`;
};

const readPackage = (root: string, directory: string): BundledPackage => {
  const file = join(root, directory, 'package.json');
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new ToolFailure('missing', `${file}: expected a package’s name and version, found none: run npm ci`);
  const { name, version, license } = parsed.data;
  return { name, version, license };
};

const idOf = ({ name, version }: BundledPackage): string => `${name}@${version}`;

/**
 * The packages that bundled files belong to, each version once, in the order of their names. `files` are paths below `root`, as
 * esbuild's metafile names them.
 * @throws ToolFailure when a package does not say what it is.
 */
export const bundledPackages = (root: string, files: readonly string[]): readonly BundledPackage[] => {
  const directories = new Set(files.flatMap((file) => packageDirectory(file) ?? []));
  const packages = new Map(
    [...directories].map((directory) => readPackage(root, directory)).map((one) => [idOf(one), one]),
  );
  return [...packages].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
};
