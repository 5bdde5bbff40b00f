import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ToolFailure } from '../../../shared/failure';
import { functionBundle } from '../../../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../../../contracts/functions/image-layout';
import { sha256 } from '../../../../contracts/schema/sha256';
import type { Digest } from '../../../../verification';
import type { BundledFunction } from './bundled-packages';
import { parseGoPrograms } from './go-programs';
import { sbomOf, type SbomContent } from './sbom';
import type { BuildRecipe } from '../images/image-inputs';

/** The Dockerfile stage that holds the image's programs and the list of the modules they were compiled from. */
export const PROGRAMS_STAGE = 'programs';

const MODULES = 'modules.txt';
const PLACES: Readonly<Record<string, string>> = {
  [basename(IMAGE_LAYOUT.notation)]: IMAGE_LAYOUT.notation,
  [basename(IMAGE_LAYOUT.plugin)]: IMAGE_LAYOUT.plugin,
};

const readPrograms = async (directory: string): Promise<SbomContent['programs']> => {
  const listed = parseGoPrograms(await readFile(join(directory, MODULES), 'utf8'));
  const missing = Object.keys(PLACES).filter((file) => !listed.some((program) => program.file === file));
  if (missing.length > 0)
    throw new ToolFailure('failed', `expected the modules of ${missing.join(' and ')} in ${MODULES}, found none`);
  return Promise.all(
    listed.map(async (program) => {
      const content = await readFile(join(directory, program.file));
      return { ...program, path: PLACES[program.file] ?? program.file, sha256: sha256(content) };
    }),
  );
};

/** The image that an SBOM describes. */
export interface SbomSubject {
  readonly name: string;
  readonly digest: Digest;
  readonly recipe: BuildRecipe;
  readonly bundles: readonly BundledFunction[];
}

const findBundle =
  ({ files }: BuildRecipe) =>
  ({ name, packages }: BundledFunction): SbomContent['bundles'][number] => {
    const file = functionBundle(name);
    const bundle = files.find(({ path }) => path === file);
    if (bundle === undefined) throw new ToolFailure('missing', `expected ${file} in the build context, found none`);
    return { path: IMAGE_LAYOUT.bundle(name), sha256: sha256(bundle.content), packages };
  };

/**
 * Makes the SBOM of an image that was built by a recipe; `programs` is the directory that the stage of programs was
 * exported to.
 * @throws ToolFailure when a bundle is missing, or the modules of a program are not known.
 */
export const makeSbom = async ({ name, digest, recipe, bundles }: SbomSubject, programs: string): Promise<string> =>
  sbomOf({
    image: { name, digest },
    bundles: bundles.map(findBundle(recipe)),
    programs: await readPrograms(programs),
  });
