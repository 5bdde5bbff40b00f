import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ToolFailure } from '../../../shared/failure';
import { IMAGE_LAYOUT } from '../../../../contracts/functions/image-layout';
import type { Digest } from '../../../../verification';
import type { BundledPackage } from './bundled-packages';
import { parseGoPrograms } from './go-programs';
import { sbomOf, type SbomContent } from './sbom';
import type { BuildRecipe } from '../images/image-inputs';

/** The stage of the Dockerfile that holds the image's programs, and what they say of themselves. */
export const PROGRAMS_STAGE = 'programs';

const TOLD = 'modules.txt';
const BUNDLE = 'dist/launch.js';
const PLACES: Readonly<Record<string, string>> = {
  [basename(IMAGE_LAYOUT.notation)]: IMAGE_LAYOUT.notation,
  [basename(IMAGE_LAYOUT.plugin)]: IMAGE_LAYOUT.plugin,
};

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const readPrograms = async (directory: string): Promise<SbomContent['programs']> => {
  const told = parseGoPrograms(await readFile(join(directory, TOLD), 'utf8'));
  const missing = Object.keys(PLACES).filter((file) => !told.some((program) => program.file === file));
  if (missing.length > 0)
    throw new ToolFailure('failed', `expected the modules of ${missing.join(' and ')} in ${TOLD}, found none`);
  return Promise.all(
    told.map(async (program) => {
      const content = await readFile(join(directory, program.file));
      return { ...program, path: PLACES[program.file] ?? program.file, sha256: sha256(content) };
    }),
  );
};

/** What an SBOM is about. */
export interface SbomSubject {
  readonly name: string;
  readonly digest: Digest;
  readonly recipe: BuildRecipe;
  readonly packages: readonly BundledPackage[];
}

/**
 * Makes the SBOM of an image that was built by a recipe; `programs` is the directory that its stage of programs was exported to.
 * @throws ToolFailure when a program does not tell what it was compiled from.
 */
export const makeSbom = async ({ name, digest, recipe, packages }: SbomSubject, programs: string): Promise<string> => {
  const bundle = recipe.files.find(({ path }) => path === BUNDLE);
  if (bundle === undefined) throw new ToolFailure('missing', `expected ${BUNDLE} among what is built, found none`);
  return sbomOf({
    image: { name, digest },
    bundle: { path: IMAGE_LAYOUT.bundle, sha256: sha256(bundle.content), packages },
    programs: await readPrograms(programs),
  });
};
