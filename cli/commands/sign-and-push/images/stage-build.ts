import { join } from 'node:path';
import type { ImageBuild } from '../../../../adapters/builders/builder';
import { stageContext } from './context-files';
import type { BuildRecipe } from './image-inputs';

/** Writes a recipe's files into a directory of its own, and returns what a builder needs. */
export const toImageBuild = async (name: string, recipe: BuildRecipe, scratch: string): Promise<ImageBuild> => {
  const context = join(scratch, `context-${name}`);
  await stageContext(context, recipe.files);
  const { dockerfile, platform, arguments: args } = recipe;
  return { name, context, dockerfile, arguments: args, platform };
};
