import type { Deployment } from '../../../contracts/deployment/deployment';
import type { LockedDeployment } from '../../../contracts/deployment/read-deployment';
import { exitStatusOf } from '../../shared/exit-status';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, printProgress, printResult } from '../../shared/print';
import { neighboursOf, remarksOnNeighbours } from '../../shared/neighbours';
import { readLockedDeployment } from '../../shared/read-deployment';
import { readIfPresent } from '../../shared/read-file';
import { carryOut } from '../../shared/terraform/carry-out';
import { readyCdktf } from '../../shared/terraform/ready-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { terraformRunner, type RunTerraform } from '../../shared/terraform/run-terraform';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import type { RunVerb, Verb } from '../../verb';
import { signAndPushTo } from '../sign-and-push/verb';
import { PROSE } from './help';
import { DEPLOY, parseDeployOptions, type DeployOptions } from './options';
import { partsToDeploy, planDeploy, resumeDeploy } from './plan';
import { summaryOf, toDeployResult } from './result';
import { review } from './review';

/** What `image-trust deploy` works with; everything outside is in here. */
export interface DeployPorts {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** Runs sign-and-push with arguments, and gives the lines of its result to `print`. */
  readonly signAndPush: (args: readonly string[], print: (text: string) => void) => Promise<number>;
  readonly cdktfFor: (deployment: string) => Promise<RunProgram>;
  /** @throws ToolFailure when Terraform is missing or too old. */
  readonly terraform: () => Promise<RunTerraform>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly clock: () => number;
}

const printSummary = (deployment: Deployment, options: DeployOptions, { terminal }: DeployPorts): void => {
  const { lock, lockFile } = readLockedDeployment(deployment.name, {});
  const parts = partsToDeploy(options);
  const result = toDeployResult({ deployment, parts, lock, read: readIfPresent });
  if (options.json) printJson(result);
  const remarks = remarksOnNeighbours(deployment, neighboursOf(deployment));
  summaryOf(result, lockFile, remarks).forEach(terminal.say);
};

const deploy = async (locked: LockedDeployment, options: DeployOptions, ports: DeployPorts): Promise<number> => {
  const { deployment } = locked;
  const { name } = deployment;
  const steps = planDeploy(name, options);
  if (options.dryRun && options.json) {
    printJson({ deployment: name, steps });
    return 0;
  }
  // With --json, stdout is for the result alone.
  const print = options.json ? printProgress : printResult;
  const undertaking = {
    ...options,
    verb: 'deploy',
    deployment,
    steps,
    remarks: remarksOnNeighbours(deployment, neighboursOf(deployment)),
    resume: resumeDeploy(name, options),
  };
  const programs = async () => ({
    cdktf: await ports.cdktfFor(name),
    'image-trust': ([, ...args]: readonly string[]) => ports.signAndPush(args, print),
  });
  const status = await carryOut(undertaking, {
    ...ports,
    programs,
    review: ({ cdktf }) => review(locked, options, { ...ports, cdktf }),
  });
  if (status === 0 && !options.dryRun) printSummary(deployment, options, ports);
  return status;
};

/** Makes `image-trust deploy` from what it works with. */
export const deployWith =
  (ports: DeployPorts): RunVerb =>
  async (args, typedIn) => {
    const options = parseDeployOptions(args, typedIn);
    const locked = readLockedDeployment(options.deployment, ports.environment);
    return exitStatusOf('deploy', () => deploy(locked, options, ports));
  };

/** `image-trust deploy`: from a deployment file to a verifier that verifies tasks. */
export const deployVerb: Verb = toVerb(DEPLOY, {
  ...PROSE,
  group: 'Deploy and review',
  summary: 'deploy the stacks of a deployment and its images',
  run: (args, typedIn) =>
    deployWith({
      environment: process.env,
      terminal: standardTerminal(),
      signAndPush: (each, print) => signAndPushTo(print)(each),
      cdktfFor: (deployment) => readyCdktf({ deployment, environment: process.env }),
      terraform: () => terraformRunner(process.env),
      now: () => Date.now(),
      clock: () => performance.now(),
    })(args, typedIn),
});
