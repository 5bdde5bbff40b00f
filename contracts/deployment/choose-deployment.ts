import { InvalidInputError, problemAt } from '../schema/invalid-input';

const DEPLOYMENT_FILE = /^([a-z][a-z0-9-]*)\.json$/;

/**
 * Chooses a deployment by the name that was given, or the only one there is; `files` are the names of the files in the folder of deployments.
 * @throws InvalidInputError that names the choice.
 */
export const chooseDeployment = (named: string | undefined, files: readonly string[]): string => {
  const present = files.flatMap((file) => DEPLOYMENT_FILE.exec(file)?.[1] ?? []).sort();
  const [only] = present;
  if (named === undefined && only !== undefined && present.length === 1) return only;
  if (named !== undefined && present.includes(named)) return named;
  const choice = present.length === 0 ? 'there is none' : present.join(', ');
  throw new InvalidInputError('environment', [
    problemAt(['DEPLOYMENT'], `the name of a deployment (${choice})`, named),
  ]);
};
