import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ToolFailure } from '../../../shared/failure';
import type { FunctionName } from '../../../../contracts/functions/functions';

/** An npm package that a bundle holds. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** From the package's own manifest, usually an SPDX identifier. */
  readonly license: string | undefined;
}

/** A bundled Lambda function and the packages that its bundle holds. */
export interface BundledFunction {
  readonly name: FunctionName;
  readonly packages: readonly BundledPackage[];
}

const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  license: z.string().min(1).optional(),
});

const MODULES = 'node_modules/';

/** The directory of the package that a bundled file belongs to; undefined for the project's own files. */
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
    throw new ToolFailure('missing', `${file}: expected a package's name and version, found none: run npm ci`);
  const { name, version, license } = parsed.data;
  return { name, version, license };
};

const idOf = ({ name, version }: BundledPackage): string => `${name}@${version}`;

/** Packages sorted by name, each version once. */
export const distinctPackages = (packages: readonly BundledPackage[]): readonly BundledPackage[] => {
  const byId = new Map(packages.map((each) => [idOf(each), each]));
  return [...byId].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
};

/**
 * The packages that bundled files belong to, sorted by name, each version once. `files` are paths relative to `root`,
 * as in esbuild's metafile.
 * @throws ToolFailure when a package's manifest has no name or version.
 */
export const bundledPackages = (root: string, files: readonly string[]): readonly BundledPackage[] => {
  const directories = new Set(files.flatMap((file) => packageDirectory(file) ?? []));
  return distinctPackages([...directories].map((directory) => readPackage(root, directory)));
};
