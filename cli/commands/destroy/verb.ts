import { readFileSync, rmSync } from 'node:fs';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { stackIds } from '../../../contracts/naming/resource-names';
import { exitStatusOf } from '../../shared/exit-status';
import { toVerb } from '../../shared/options/to-verb';
import { printJson, say } from '../../shared/print';
import { readDeployment } from '../../shared/read-deployment';
import { carryOut } from '../../shared/terraform/carry-out';
import { stackOutputsFile } from '../../shared/terraform/outputs-file';
import { readyCdktf } from '../../shared/terraform/ready-cdktf';
import type { RunProgram } from '../../shared/terraform/run-steps';
import { terraformRunner } from '../../shared/terraform/run-terraform';
import { standardTerminal, type Terminal } from '../../shared/terraform/terminal';
import { UsageError } from '../../shared/usage-error';
import type { RunVerb, Verb } from '../../verb';
import { consequencesOf, obstacleTo } from './consequences';
import { forgettingFirst } from './forget-first';
import { PROSE } from './help';
import { DESTROY, parseDestroyOptions, type DestroyOptions } from './options';
import { partsToDestroy, planDestroy, resumeDestroy } from './plan';

/** What `image-trust destroy` works with; everything outside is in here. */
export interface DestroyPorts {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly cdktfFor: (deployment: string) => Promise<RunProgram>;
  readonly clock: () => number;
}

const finish = (name: string, options: DestroyOptions, remarks: readonly string[]): void => {
  const parts = partsToDestroy(options);
  // Outputs of a destroyed stack would pass for those of a living one.
  for (const part of parts) rmSync(stackOutputsFile(name, part), { force: true });
  if (!options.json) return;
  const ids = stackIds(name);
  const kept = partsToDestroy({ withSigning: true }).filter((part) => !parts.includes(part));
  const idsOf = (some: typeof parts): readonly string[] => some.map((part) => ids[part]);
  printJson({ deployment: name, destroyed: idsOf(parts), kept: idsOf(kept), remarks });
};

const destroy = async (deployment: Deployment, options: DestroyOptions, ports: DestroyPorts): Promise<number> => {
  const { name } = deployment;
  const steps = planDestroy(name, options);
  const remarks = consequencesOf(deployment, options.withSigning);
  if (options.dryRun && options.json) {
    printJson({ deployment: name, steps, remarks });
    return 0;
  }
  const undertaking = { ...options, verb: 'destroy', deployment, steps, remarks, resume: resumeDestroy(name, options) };
  const status = await carryOut(undertaking, {
    ...ports,
    programs: async () => ({ cdktf: await ports.cdktfFor(name) }),
  });
  if (status === 0 && !options.dryRun) finish(name, options, remarks);
  return status;
};

/** Makes `image-trust destroy` from what it works with. */
export const destroyWith =
  (ports: DestroyPorts): RunVerb =>
  async (args, typedIn) => {
    const options = parseDestroyOptions(args, typedIn);
    const deployment = readDeployment(options.deployment, ports.environment);
    const obstacle = obstacleTo(deployment, options.withSigning);
    if (obstacle !== undefined) throw new UsageError(`destroy: ${obstacle}`);
    return exitStatusOf('destroy', () => destroy(deployment, options, ports));
  };

/** `image-trust destroy`: removes a deployment, and keeps the signing stack unless --with-signing is given. */
export const destroyVerb: Verb = toVerb(DESTROY, {
  ...PROSE,
  group: 'Operate',
  summary: 'destroy the stacks of a deployment; the signing stack stays by default',
  run: (args, typedIn) =>
    destroyWith({
      environment: process.env,
      terminal: standardTerminal(),
      cdktfFor: async (deployment) =>
        forgettingFirst({
          cdktf: await readyCdktf({ deployment, environment: process.env }),
          terraform: await terraformRunner(process.env),
          read: (file) => readFileSync(file, 'utf8'),
          say,
        }),
      clock: () => performance.now(),
    })(args, typedIn),
});
