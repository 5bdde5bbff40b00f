import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OLDEST_TERRAFORM } from '../contracts/naming/oldest-terraform';
import { terraformEnvironment } from '../cli/shared/terraform/cdktf-environment';

const HELP = `Usage: npm run validate [-- --mirror DIR]

Runs terraform validate on temporary copies of the synthesised stacks in cdktf.out (run npm run synth first).

  --mirror DIR  a local mirror of providers; validates with the newest AWS provider in it, whatever version the
                stacks require (default: Terraform downloads the required version)
  --help        prints this help

Exit codes: 0 all valid, 1 a stack is not valid, 2 usage error, 3 Terraform or the synthesised stacks are missing.
`;

const STACKS = join('cdktf.out', 'stacks');
const AWS = join('registry.terraform.io', 'hashicorp', 'aws');

interface SynthesisedStack {
  terraform: { backend?: unknown; cloud?: unknown; required_providers: { aws: { version: string } } };
}

const environment = (): NodeJS.ProcessEnv => ({
  ...terraformEnvironment(process.env, existsSync),
  TF_IN_AUTOMATION: '1',
});

const newestIn = (mirror: string): string | undefined =>
  readdirSync(join(mirror, AWS))
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);

const prepare = (stack: string, scratch: string, mirror: string | undefined): void => {
  cpSync(join(STACKS, stack), scratch, { recursive: true });
  const file = join(scratch, 'cdk.tf.json');
  const synthesised = JSON.parse(readFileSync(file, 'utf8')) as SynthesisedStack;
  delete synthesised.terraform.backend;
  delete synthesised.terraform.cloud;
  const version = mirror === undefined ? undefined : newestIn(mirror);
  if (version !== undefined) synthesised.terraform.required_providers.aws.version = version;
  writeFileSync(file, JSON.stringify(synthesised));
};

const terraform = (scratch: string, args: readonly string[]): boolean => {
  const { status, stdout, stderr } = spawnSync('terraform', [...args], {
    cwd: scratch,
    env: environment(),
    encoding: 'utf8',
  });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status === 0;
};

const validate = (stack: string, mirror: string | undefined): boolean => {
  const scratch = mkdtempSync(join(tmpdir(), 'validate-'));
  try {
    prepare(stack, scratch, mirror);
    const plugins = mirror === undefined ? [] : [`-plugin-dir=${mirror}`];
    const valid =
      terraform(scratch, ['init', '-backend=false', '-input=false', ...plugins]) && terraform(scratch, ['validate']);
    process.stdout.write(`${stack}: ${valid ? 'valid' : 'NOT valid'}\n`);
    return valid;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const missing = (): string | undefined => {
  if (spawnSync('terraform', ['version'], { env: environment() }).error !== undefined)
    return `terraform is missing: install Terraform ${OLDEST_TERRAFORM} or later`;
  return existsSync(STACKS) ? undefined : `${STACKS} is missing: run npm run synth first`;
};

const main = (args: readonly string[]): number => {
  const options = { mirror: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const reason = missing();
  if (reason === undefined)
    return readdirSync(STACKS).filter((stack) => !validate(stack, values.mirror)).length > 0 ? 1 : 0;
  process.stderr.write(`validate: ${reason}\n`);
  return 3;
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`validate: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
