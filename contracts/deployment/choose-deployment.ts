import { InvalidInputError, problemAt } from '../schema/invalid-input';

/** How a deployment is named: by an option, by a variable, or not at all. */
export interface DeploymentChoice {
  /** The value of `--deployment`; it wins over the variable. Undefined: not given, or there is no such option. */
  readonly option?: string | undefined;
  /** The variable DEPLOYMENT. */
  readonly variable: string | undefined;
  /** What messages call for when no deployment is named. */
  readonly wanted: '--deployment' | 'DEPLOYMENT';
}

/** Where deployments are looked for. */
export interface DeploymentFolder {
  readonly folder: string;
  /** The names of the files in the folder. */
  readonly files: readonly string[];
}

const DEPLOYMENT_FILE = /^([a-z][a-z0-9-]*)\.json$/;

/** The deployment that the project comes with: it is chosen without being named only where there is no other. */
const EXAMPLE = 'example';

/** No deployment could be chosen; the message is one sentence that names the option or variable, the folder and the choice. */
class DeploymentChoiceError extends InvalidInputError {
  constructor(named: string, expected: string, found: unknown) {
    const problem = problemAt([named], expected, found);
    super(named, [problem]);
    this.message = `${named}: expected ${problem.expected}, found ${problem.found}`;
  }
}

const onlyOne = (present: readonly string[]): string | undefined => {
  const own = present.filter((name) => name !== EXAMPLE);
  const candidates = own.length > 0 ? own : present;
  return candidates.length === 1 ? candidates[0] : undefined;
};

/**
 * Chooses a deployment by the name that was given, else the only one there is; `example` does not count where there is another.
 * @throws InvalidInputError whose message is one sentence.
 */
export const chooseDeployment = (choice: DeploymentChoice, { folder, files }: DeploymentFolder): string => {
  const present = files.flatMap((file) => DEPLOYMENT_FILE.exec(file)?.[1] ?? []).sort();
  const named = choice.option ?? choice.variable;
  const chosen = named === undefined ? onlyOne(present) : present.find((name) => name === named);
  if (chosen !== undefined) return chosen;
  const isByVariable = choice.option === undefined && (choice.variable !== undefined || choice.wanted === 'DEPLOYMENT');
  const by = isByVariable ? 'the variable DEPLOYMENT' : '--deployment';
  const there = present.length === 0 ? 'there are none: npx image-trust init writes one' : present.join(', ');
  throw new DeploymentChoiceError(by, `the name of a deployment in ${folder}/ (${there})`, named);
};
