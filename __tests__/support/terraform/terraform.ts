import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryDirectory } from '../../../testing/process/temporary-directory';

/** Terraform's exit status and its output without colours and frames. */
export interface TerraformRun {
  readonly status: number | null;
  readonly text: string;
}

/** Writes a Terraform configuration into a directory, by default a new temporary one; returns its path. */
export const terraformDirectory = (content: object, home = createTemporaryDirectory('terraform').path): string => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'cdk.tf.json'), JSON.stringify(content));
  return home;
};

/** Terraform's environment in the tests: only PATH comes from this machine. */
export const terraformEnvironment = (own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  ...own,
});

/** Runs Terraform in a directory and waits until it has ended. */
export const terraform = (
  cwd: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<TerraformRun> =>
  new Promise((resolve, reject) => {
    const env = terraformEnvironment(environment);
    const child = execFile('terraform', [...args, '-no-color'], { cwd, env }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') reject(new Error('Terraform 1.11 or newer is needed on PATH', { cause: error }));
      else resolve({ status: child.exitCode, text: `${stdout}${stderr}`.replaceAll(/[│╷╵] ?/g, '') });
    });
  });
