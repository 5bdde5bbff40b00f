import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from '../../../contracts/schema/read-json';
import type { RunProgram } from '../../shared/terraform/run-steps';
import type { RunTerraform } from '../../shared/terraform/run-terraform';
import { terraformFailure } from '../../shared/terraform/terraform-failure';

/** Everything outside that forgetting uses. */
export interface ForgetPorts {
  readonly cdktf: RunProgram;
  readonly terraform: RunTerraform;
  /** Reads a file that exists. */
  readonly read: (file: string) => string;
  readonly say: (line: string) => void;
}

const written = z.looseObject({ removed: z.array(z.looseObject({ from: z.string() })).default([]) });

const state = z.looseObject({ resources: z.array(z.looseObject({ type: z.string(), name: z.string() })).default([]) });

// Terraform prints nothing when there is no state.
const heldIn = (text: string): readonly string[] =>
  text.trim() === ''
    ? []
    : state.parse(readJson(text, 'the state')).resources.map(({ type, name }) => `${type}.${name}`);

const forgottenIn = (file: string, { read }: ForgetPorts): readonly string[] =>
  written.parse(readJson(read(file), file)).removed.map(({ from }) => from);

const forget = async (stack: string, ports: ForgetPorts): Promise<void> => {
  const folder = join('cdktf.out', 'stacks', stack);
  const forgotten = forgottenIn(join(folder, 'cdk.tf.json'), ports);
  if (forgotten.length === 0) return;
  const run = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, output } = await ports.terraform(folder, args);
    if (status !== 0) throw terraformFailure(`forgetting what ${stack} no longer manages`, output);
    return stdout;
  };
  await run('init', '-input=false', '-no-color');
  const held = heldIn(await run('state', 'pull')).filter((address) => forgotten.includes(address));
  if (held.length === 0) return;
  await run('state', 'rm', ...held);
  for (const address of held) ports.say(`kept, no longer managed: ${address}`);
};

/**
 * Runs cdktf. Before it destroys a stack, Terraform forgets what the stack's `removed` blocks name, since
 * `terraform destroy` ignores those blocks and would destroy it.
 */
export const forgettingFirst =
  (ports: ForgetPorts): RunProgram =>
  async (args) => {
    const [word, stack] = args;
    if (word === 'destroy' && stack !== undefined) {
      const status = await ports.cdktf(['synth']);
      if (status !== 0) return status;
      await forget(stack, ports);
    }
    return ports.cdktf(args);
  };
