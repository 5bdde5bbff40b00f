import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from '../../contracts/deployment/deployment';
import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { DEPLOYMENTS_FOLDER } from './read-deployment';
import { readIfPresent } from './read-file';
import { visibleText } from './visible-text';

/** What is compared: only these fields are read from other files, which may be unfinished. */
type Place = Pick<Deployment, 'name' | 'account' | 'region'>;

// The project comes with this file, which no one deploys.
const EXAMPLE = 'example.json';

const isInPlace = (file: string, { name, account, region }: Place): boolean => {
  const other = parseJsonOrUndefined(readIfPresent(file) ?? '');
  if (typeof other !== 'object' || other === null) return false;
  const field = (key: keyof Place): unknown => Reflect.get(other, key);
  return field('account') === account && field('region') === region && field('name') !== name;
};

/** The names of the other deployments of the same account and region, whose verifiers see the same tasks. */
export const neighboursOf = (place: Place, folder = DEPLOYMENTS_FOLDER): readonly string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.json') && file !== EXAMPLE && isInPlace(join(folder, file), place))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

/** What a person must know about them; no line without neighbours. */
export const remarksOnNeighbours = (place: Place, neighbours: readonly string[]): readonly string[] =>
  neighbours.length === 0
    ? []
    : [
        `Note: ${[place.name, ...neighbours].map(visibleText).join(' and ')} are in the same account and region, so each verifies the tasks of all of them: their policies must cover the images of all, or each needs an account of its own (docs/deploying.md, "Several environments").`,
      ];
