import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Terraform said, without colours or frames, and how it ended. */
export interface TerraformRun {
  readonly status: number | null;
  readonly text: string;
}

/** A directory of its own with one Terraform file in it. */
export const terraformDirectory = (content: object, home = mkdtempSync(join(tmpdir(), 'terraform-'))): string => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'cdk.tf.json'), JSON.stringify(content));
  return home;
};

/** The environment of every Terraform of the tests: nothing of the machine's but where programs are. */
export const terraformEnvironment = (own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_INPUT: '0',
  ...own,
});

/** Runs Terraform in a directory to its end. */
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
