import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OLDEST_TERRAFORM } from '../../../../contracts/naming/oldest-terraform';
import { findTerraform } from '../../../../cli/shared/terraform/find-terraform';
import { readyCdktf } from '../../../../cli/shared/terraform/ready-cdktf';

describe('findTerraform', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const saying = (text: string, command = 'terraform') => {
    writeFileSync(join(folder, command), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
    return { PATH: `${folder}:/usr/bin:/bin` };
  };

  it.each([OLDEST_TERRAFORM, '1.12.2', '2.0.0'])('accepts Terraform %s', async (version) => {
    await expect(findTerraform(saying(JSON.stringify({ terraform_version: version })))).resolves.toBe('terraform');
  });

  it('uses the program that cdktf is configured to use', async () => {
    const environment = saying(JSON.stringify({ terraform_version: '1.11.4' }), 'tofu');
    await expect(findTerraform({ ...environment, TERRAFORM_BINARY_NAME: 'tofu' })).resolves.toBe('tofu');
  });

  it.each([
    ['{"terraform_version":"1.9.8"}', `found 1.9.8: install Terraform ${OLDEST_TERRAFORM} or later`],
    ['{"terraform_version":"1.10.5"}', 'found 1.10.5: install'],
    ['Terraform v0.11.0', 'found one that prints "Terraform v0.11.0": install'],
    ['{}', 'found one that prints "{}": install'],
  ])('refuses a program that prints %s', async (text, found) => {
    await expect(findTerraform(saying(text))).rejects.toThrow(
      `expected terraform ${OLDEST_TERRAFORM} or later on PATH, ${found}`,
    );
  });

  it('says what to install when there is none', async () => {
    await expect(findTerraform({ PATH: folder })).rejects.toThrow(
      /on PATH, found none \(.*ENOENT\): install Terraform/,
    );
  });

  it('is checked before cdktf is run', async () => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, '', { mode: 0o755 });
    const settings = { deployment: 'dev', environment: saying('{"terraform_version":"1.9.8"}'), command };
    await expect(readyCdktf(settings)).rejects.toMatchObject({ code: 'missing' });
    await expect(readyCdktf(settings)).rejects.toThrow('found 1.9.8');
  });
});
