import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Verb } from '../../image-trust';
import { exitStatusOf } from '../../shared/exit-status';
import { readDeployment } from '../../shared/read-deployment';
import { signAndPushVerb } from '../sign-and-push/verb';
import { carryOut } from '../../shared/terraform/carry-out';
import { readyCdktf } from '../../shared/terraform/ready-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import { parseDeployOptions, type DeployOptions } from './options';
import { deployAgain, planDeploy } from './plan';

const HELP = `Usage: image-trust deploy [--deployment NAME] [--only PART] [--auto-approve] [--dry-run] [--skip-provider-lock]
                          [-- SIGN-AND-PUSH OPTIONS]

Deploys a whole deployment: the signing stack, then sign-and-push of its images, then the verifier stack and the sample stack. It
stops at the first failure and says how to go on. What is there already is left as it is, so it can be run again at any time. The
outputs of the stacks are written to deployments/NAME.outputs.json (signing), NAME.verifier.outputs.json and NAME.sample.outputs.json.

  --deployment NAME     the deployment (else the variable DEPLOYMENT, else the only one)
  --only PART           only signing, images, verifier or sample
  --auto-approve        goes on without asking; without it somebody is asked once, before anything is changed
  --dry-run             prints the steps and changes nothing
  --skip-provider-lock  keeps cdktf from asking Terraform's registry for checksums, where it cannot be reached
  --help                this text

What follows -- is passed on to sign-and-push, as in: image-trust deploy -- --builder podman
What would change is shown by: image-trust plan --deployment NAME
Needs Terraform 1.10 or later, AWS credentials that may make what the stacks hold, and what sign-and-push needs.

Exit codes: 0 deployed; 1 a step failed, or it was not approved; 2 wrong use (nothing was done); 3 something is missing on this machine
(Terraform, its AWS provider, cdktf, builder, notation, disk space); 4 refused by AWS, the registry or whoever holds the state's lock,
also for want of a login; 5 temporary: run it again. The last lines say what is wrong, what to do, and the command to go on with.
`;

/** What deploying works with; everything outside is in here. */
export interface DeployPorts {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  /** sign-and-push, with its arguments. */
  readonly signAndPush: RunProgram;
  readonly cdktfFor: (deployment: string) => Promise<RunProgram>;
  readonly clock: () => number;
}

const deploy = (deployment: Deployment, options: DeployOptions, ports: DeployPorts): Promise<number> => {
  const { name } = deployment;
  const undertaking = {
    ...options,
    verb: 'deploy',
    deployment,
    steps: planDeploy(name, options),
    remarks: [],
    resume: deployAgain(name, options),
  };
  const programs = async () => ({
    cdktf: await ports.cdktfFor(name),
    'image-trust': ([, ...args]: readonly string[]) => ports.signAndPush(args),
  });
  return carryOut(undertaking, { ...ports, programs });
};

/** Makes `image-trust deploy` from what it works with. */
export const deployWith =
  (ports: DeployPorts): Verb['run'] =>
  async (args) => {
    const options = parseDeployOptions(args);
    const deployment = readDeployment(options.deployment, ports.environment);
    return exitStatusOf('deploy', () => deploy(deployment, options, ports));
  };

/** `image-trust deploy`: from a deployment file to a verifier that judges tasks. */
export const deployVerb: Verb = {
  summary: 'deploys the stacks of a deployment, with its images',
  help: HELP,
  run: (args) =>
    deployWith({
      environment: process.env,
      terminal: standardTerminal(),
      signAndPush: signAndPushVerb.run,
      cdktfFor: (deployment) => readyCdktf({ deployment, environment: process.env }),
      clock: () => performance.now(),
    })(args),
};
