import { existsSync, readdirSync } from 'node:fs';
import type { DeploymentChoice } from '../../contracts/deployment/choose-deployment';
import type { Deployment } from '../../contracts/deployment/deployment';
import * as contract from '../../contracts/deployment/read-deployment';
import { deploymentWarnings } from '../../contracts/deployment/warnings';
import { say } from './print';
import { readIfPresent } from './read-file';

/** Where deployment files and their locks are. */
export const DEPLOYMENTS_FOLDER = 'deployments';

const filesIn = (folder: string): contract.DeploymentFilesPort => ({
  folder,
  list: () => (existsSync(folder) ? readdirSync(folder) : []),
  read: readIfPresent,
});

const choiceOf = (option: string | undefined, environment: NodeJS.ProcessEnv): DeploymentChoice => ({
  option,
  variable: environment['DEPLOYMENT'],
  wanted: '--deployment',
});

const warn = <Found extends contract.FoundDeployment>(found: Found): Found => {
  deploymentWarnings(found.deployment, Date.now()).forEach((warning) => say(`warning: ${warning}`));
  return found;
};

/**
 * Reads a deployment file by the deployment's name: the one of the option, else of the variable DEPLOYMENT, else the only one.
 * Prints what is odd about it on stderr.
 * @throws InvalidInputError that says what was expected and what was found.
 */
export const readDeployment = (
  option: string | undefined,
  environment: NodeJS.ProcessEnv,
  folder = DEPLOYMENTS_FOLDER,
): Deployment => warn(contract.findDeployment(choiceOf(option, environment), filesIn(folder))).deployment;

/**
 * Reads a deployment file and its lock; see readDeployment.
 * @throws InvalidInputError that says what was expected and what was found.
 */
export const readLockedDeployment = (
  option: string | undefined,
  environment: NodeJS.ProcessEnv,
): contract.LockedDeployment =>
  warn(contract.readDeployment(choiceOf(option, environment), filesIn(DEPLOYMENTS_FOLDER)));
