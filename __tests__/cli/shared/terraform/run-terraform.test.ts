import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OLDEST_TERRAFORM } from '../../../../contracts/naming/oldest-terraform';
import { terraformRunner } from '../../../../cli/shared/terraform/run-terraform';

describe('terraformRunner', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const runnerOf = (script: string) => {
    const version = `if [ "$1" = version ]; then echo '{"terraform_version":"${OLDEST_TERRAFORM}"}'; exit; fi`;
    writeFileSync(join(folder, 'terraform'), `#!/bin/sh\n${version}\n${script}\n`, { mode: 0o755 });
    return terraformRunner({ PATH: `${folder}:/usr/bin:/bin`, TF_CLI_CONFIG_FILE: join(folder, 'absent') });
  };

  it('runs in the given folder, and keeps stdout apart from the whole output', async () => {
    const run = await runnerOf(
      'echo "$PWD $TF_IN_AUTOMATION $CHECKPOINT_DISABLE ${TF_CLI_CONFIG_FILE-none} $*"; echo talk >&2; exit 2',
    );
    const { status, stdout, output } = await run(folder, ['plan', '-input=false']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: `${folder} 1 1 none plan -input=false\n` });
    expect(output).toContain('talk\n');
  });

  it('throws when Terraform can no longer be started', async () => {
    const run = await runnerOf('exit 0');
    chmodSync(join(folder, 'terraform'), 0o644);
    await expect(run(folder, ['plan'])).rejects.toThrow(/^terraform could not be started \(.*\): install Terraform/);
  });
});
