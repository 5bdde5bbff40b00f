import { join } from 'node:path';
import type { ImageBuild } from '../../../../adapters/builders/builder';
import { pinnedDockerfile } from './base-images';
import { stageContext } from './context-files';
import type { BuildRecipe } from './image-inputs';

/** Writes a recipe's files into a directory of its own, its base images pinned, and returns what a builder needs. */
export const toImageBuild = async (name: string, recipe: BuildRecipe, scratch: string): Promise<ImageBuild> => {
  const context = join(scratch, `context-${name}`);
  const { dockerfile, platform, arguments: args } = recipe;
  const pinned = Buffer.from(pinnedDockerfile(recipe));
  const files = recipe.files.map((file) => (file.path === dockerfile ? { ...file, content: pinned } : file));
  await stageContext(context, files);
  return { name, context, dockerfile, arguments: args, platform };
};
