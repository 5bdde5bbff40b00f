import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

/** The content of a YAML file of the project, by its path from the project's root. */
export const readYaml = (path: string): unknown =>
  load(readFileSync(join(resolve(__dirname, '../../..'), path), 'utf8'), { schema: CORE_SCHEMA });
