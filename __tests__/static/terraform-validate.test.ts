import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extremeFile } from '../support/deployment/extreme-deployment';
import { type Synthesis, synthesiseDeployment, synthesiseExample } from '../support/terraform/example-synthesis';

const ROOT = resolve(__dirname, '../..');
// A local mirror of providers, if the machine has one; otherwise Terraform downloads them.
const MIRROR = process.env['PROVIDER_MIRROR'];

describe('terraform validate', () => {
  let example: Synthesis;

  beforeEach(() => {
    example = synthesiseExample();
  });

  afterEach(() => example.remove());

  const validate = ({ directory } = example): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } =>
    spawnSync(
      process.execPath,
      [
        '--import',
        join(ROOT, 'node_modules/tsx/dist/loader.mjs'),
        join(ROOT, 'tools/validate.ts'),
        ...(MIRROR === undefined ? [] : ['--mirror', MIRROR]),
      ],
      { cwd: directory, encoding: 'utf8' },
    );

  it('finds the three stacks of the example valid', () => {
    const { status, stdout, stderr } = validate();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('example-sample: valid\nexample-signing: valid\nexample-verifier: valid\n');
  }, 300_000);

  it('finds the three stacks of a deployment valid that has the longest names and every optional setting', () => {
    const file = extremeFile({ region: 'us-gov-west-1', partition: 'aws-us-gov', repositoryLength: 255 });
    const extreme = synthesiseDeployment(file);
    try {
      const { status, stdout, stderr } = validate(extreme);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.match(/: valid$/gm)).toHaveLength(3);
    } finally {
      extreme.remove();
    }
  }, 300_000);

  it('reports an attribute that the provider does not have', () => {
    for (const part of ['sample', 'verifier']) rmSync(example.directoryOf(part), { recursive: true });
    const file = join(example.directoryOf('signing'), 'cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"force_delete"', '"force_delte"'));
    const { status, stdout, stderr } = validate();
    expect(status).toBe(1);
    expect(stdout).toBe('example-signing: NOT valid\n');
    expect(stderr).toContain('"force_delte"');
  }, 300_000);
});
