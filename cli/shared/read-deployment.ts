import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseDeployment } from '../../contracts/deployment/choose-deployment';
import { parseDeployment, type Deployment } from '../../contracts/deployment/deployment';
import { readIfPresent } from './read-file';

/** Where deployment files and their locks are. */
export const DEPLOYMENTS_FOLDER = 'deployments';

/**
 * Reads a deployment file by the deployment's name: the one that is named, else the variable DEPLOYMENT, else the only one.
 * @throws InvalidInputError that says what was expected and what was found.
 */
export const readDeployment = (
  named: string | undefined,
  environment: NodeJS.ProcessEnv,
  folder = DEPLOYMENTS_FOLDER,
): Deployment => {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const file = join(folder, `${chooseDeployment(named ?? environment['DEPLOYMENT'], files)}.json`);
  return parseDeployment(readIfPresent(file) ?? '', file);
};
