import { emptyLock, lockFileName, parseLock, type Lock } from '../lock/lock';
import { placeProblems } from '../lock/place';
import { InvalidInputError } from '../schema/invalid-input';
import { chooseDeployment, type DeploymentChoice } from './choose-deployment';
import { parseDeployment, type Deployment } from './deployment';

/** The folder of deployment files and locks, as readers see it. */
export interface DeploymentFilesPort {
  /** The path of the folder, as messages name it. */
  readonly folder: string;
  /** The names of its files; none if there is no such folder. */
  readonly list: () => readonly string[];
  /** The text of a file, by its path; undefined if there is no such file. */
  readonly read: (file: string) => string | undefined;
}

/** A deployment, and where it is written down. */
export interface FoundDeployment {
  readonly deployment: Deployment;
  /** The path of the deployment file. */
  readonly file: string;
  /** The path of the lock, which may not exist yet. */
  readonly lockFile: string;
}

/** A deployment with its lock. */
export interface LockedDeployment extends FoundDeployment {
  /** Empty before the first sign-and-push. */
  readonly lock: Lock;
}

/**
 * Chooses and reads a deployment file.
 * @throws InvalidInputError that says what was expected and what was found.
 */
export const findDeployment = (choice: DeploymentChoice, port: DeploymentFilesPort): FoundDeployment => {
  const { folder } = port;
  const name = chooseDeployment(choice, { folder, files: port.list() });
  const file = `${folder}/${name}.json`;
  return {
    deployment: parseDeployment(port.read(file) ?? '', file),
    file,
    lockFile: `${folder}/${lockFileName(name)}`,
  };
};

/**
 * Chooses and reads a deployment file, with its lock.
 * @throws InvalidInputError that says what was expected and what was found.
 */
export const readDeployment = (choice: DeploymentChoice, port: DeploymentFilesPort): LockedDeployment => {
  const found = findDeployment(choice, port);
  const text = port.read(found.lockFile);
  if (text === undefined) return { ...found, lock: emptyLock(found.deployment.name) };
  const lock = parseLock(text, found.lockFile);
  const problems = placeProblems(lock, found.deployment);
  if (problems.length > 0) throw new InvalidInputError(found.file, problems);
  return { ...found, lock };
};
