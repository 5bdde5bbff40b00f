import { rmSync } from 'node:fs';
import type { Deployment } from '../../../contracts/deployment/deployment';
import type { Verb } from '../../image-trust';
import { exitStatusOf } from '../../shared/exit-status';
import { readDeployment } from '../../shared/read-deployment';
import { carryOut } from '../../shared/terraform/carry-out';
import { stackOutputsFile } from '../../shared/terraform/outputs-file';
import { readyCdktf } from '../../shared/terraform/ready-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import { UsageError } from '../../shared/usage-error';
import { consequencesOf, obstacleTo } from './consequences';
import { parseDestroyOptions, type DestroyOptions } from './options';
import { destroyAgain, partsToDestroy, planDestroy } from './plan';

const HELP = `Usage: image-trust destroy [--deployment NAME] [--with-signing] [--auto-approve] [--dry-run] [--skip-provider-lock]

Destroys the sample stack, then the verifier stack. The signing stack stays unless it is asked for, since what it holds does not come
back: AWS Signer cancels a destroyed profile, and its name can never be used again; signatures made with it stay good until they
expire or are revoked (aws signer revoke-signing-profile). The profile refuses to be destroyed (Terraform's prevent_destroy) until the
deployment file says "retainProfile": false, and a repository that holds images until an image-trust deploy --only signing with
"retainImages": false.

  --deployment NAME     the deployment (else the variable DEPLOYMENT, else the only one)
  --with-signing        the signing stack, too
  --auto-approve        goes on without asking; without it somebody is asked once, before anything is changed
  --dry-run             prints the steps and changes nothing
  --skip-provider-lock  keeps cdktf from asking Terraform's registry for checksums, where it cannot be reached
  --help                this text

Exit codes: 0 destroyed; 1 a step failed, or it was not approved; 2 wrong use, or what could only fail (nothing was done); 3 Terraform,
its AWS provider or cdktf is missing on this machine; 4 refused by AWS or whoever holds the state's lock, also for want of a login or
while a repository holds images; 5 temporary: run it again.
`;

/** What destroying works with; everything outside is in here. */
export interface DestroyPorts {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly cdktfFor: (deployment: string) => Promise<RunProgram>;
  readonly clock: () => number;
}

const destroy = async (deployment: Deployment, options: DestroyOptions, ports: DestroyPorts): Promise<number> => {
  const { name } = deployment;
  const undertaking = {
    ...options,
    verb: 'destroy',
    deployment,
    steps: planDestroy(name, options),
    remarks: consequencesOf(deployment, options.withSigning),
    resume: destroyAgain(name, options),
  };
  const status = await carryOut(undertaking, {
    ...ports,
    programs: async () => ({ cdktf: await ports.cdktfFor(name) }),
  });
  // sign-and-push, or somebody, would take them for what is there.
  if (status === 0 && !options.dryRun)
    for (const part of partsToDestroy(options)) rmSync(stackOutputsFile(name, part), { force: true });
  return status;
};

/** Makes `image-trust destroy` from what it works with. */
export const destroyWith =
  (ports: DestroyPorts): Verb['run'] =>
  async (args) => {
    const options = parseDestroyOptions(args);
    const deployment = readDeployment(options.deployment, ports.environment);
    const obstacle = obstacleTo(deployment, options.withSigning);
    if (obstacle !== undefined) throw new UsageError(`destroy: ${obstacle}`);
    return exitStatusOf('destroy', () => destroy(deployment, options, ports));
  };

/** `image-trust destroy`: takes a deployment away, and keeps what would never come back unless it is asked for. */
export const destroyVerb: Verb = {
  summary: 'destroys the stacks of a deployment; what was signed with stays unless asked for',
  help: HELP,
  run: (args) =>
    destroyWith({
      environment: process.env,
      terminal: standardTerminal(),
      cdktfFor: (deployment) => readyCdktf({ deployment, environment: process.env }),
      clock: () => performance.now(),
    })(args),
};
