import { dirname, join } from 'node:path';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { readIfPresent } from './read-file';

/** The name of the project, in its package.json. */
const PROJECT = 'ecs-image-trust';

const isRoot = (folder: string): boolean => {
  const manifest = parseJsonOrUndefined(readIfPresent(join(folder, 'package.json')) ?? '');
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === PROJECT;
};

/** The checkout that a folder is in: the nearest folder upward whose package.json is the project's; undefined outside of one. */
export const findProject = (folder: string): string | undefined => {
  if (isRoot(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above);
};
