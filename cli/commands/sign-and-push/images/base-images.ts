import { messageOf, parseImageReference, type Digest, type ImageReference } from '../../../../verification';
import { ToolFailure } from '../../../shared/failure';
import { namedImages } from './dockerfile';
import type { BuildRecipe } from './image-inputs';

/** An image that another one is built from. */
export interface BaseImage {
  /** As the Dockerfile or a build argument names it. */
  readonly reference: string;
  /** What it is built from; undefined in a dry run without a lock, which calls no registry. */
  readonly digest: Digest | undefined;
}

type Unpinned = Omit<BuildRecipe, 'bases'>;

const parseBase = (reference: string): ImageReference => {
  try {
    return parseImageReference(reference);
  } catch (error) {
    const message = `${reference}: expected the base image of a build: ${messageOf(error)}`;
    throw new ToolFailure('failed', message, { cause: error });
  }
};

const textOf = ({ files, dockerfile }: Unpinned): string => {
  const content = files.find(({ path }) => path === dockerfile)?.content;
  if (content !== undefined) return content.toString('utf8');
  throw new ToolFailure('missing', `expected ${dockerfile} among the files to build from, found none`);
};

/**
 * A recipe with the digest of each base image. A digest in the reference counts first; `digestOf` returns the others.
 * @throws ToolFailure for a text that names no image.
 */
export const withBases = async (
  recipe: Unpinned,
  digestOf: (reference: string) => Promise<Digest | undefined>,
): Promise<BuildRecipe> => {
  const named = namedImages(textOf(recipe), recipe.arguments, recipe.platform).map(({ reference }) => reference);
  const bases: BaseImage[] = [];
  for (const reference of [...new Set(named)].sort())
    bases.push({ reference, digest: parseBase(reference).digest ?? (await digestOf(reference)) });
  return { ...recipe, bases };
};

/** The recipe's Dockerfile with a digest for every base image, so that a tag that moves meanwhile changes nothing. */
export const pinnedDockerfile = (recipe: BuildRecipe): string => {
  const text = textOf(recipe);
  return namedImages(text, recipe.arguments, recipe.platform).reduceRight((pinned, { reference, start, end }) => {
    const digest = recipe.bases.find((base) => base.reference === reference)?.digest;
    if (digest === undefined) throw new Error(`${reference}: a build needs the digest of this base image`);
    // Without its tag, since some builders reject a tag beside a digest.
    const { registry, repository } = parseBase(reference);
    return `${pinned.slice(0, start)}${registry}/${repository}@${digest}${pinned.slice(end)}`;
  }, text);
};
