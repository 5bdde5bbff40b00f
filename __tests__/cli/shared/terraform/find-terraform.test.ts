import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it.each(['1.10.0', '1.11.4', '2.0.0'])('takes Terraform %s', (version) => {
    expect(findTerraform(saying(JSON.stringify({ terraform_version: version })))).toBe('terraform');
  });

  it('takes the program that cdktf is told to take', () => {
    const environment = saying(JSON.stringify({ terraform_version: '1.11.4' }), 'tofu');
    expect(findTerraform({ ...environment, TERRAFORM_BINARY_NAME: 'tofu' })).toBe('tofu');
  });

  it.each([
    ['{"terraform_version":"1.9.8"}', 'found 1.9.8: install Terraform 1.10.0 or later'],
    ['Terraform v0.11.0', 'found one that says "Terraform v0.11.0": install'],
    ['{}', 'found one that says "{}": install'],
  ])('refuses what says %s', (text, found) => {
    expect(() => findTerraform(saying(text))).toThrow(`expected terraform 1.10.0 or later on PATH, ${found}`);
  });

  it('says what to install where there is none', () => {
    expect(() => findTerraform({ PATH: folder })).toThrow(/on PATH, found none \(.*ENOENT\): install Terraform/);
  });

  it('is asked before cdktf is run', () => {
    const command = join(folder, 'cdktf');
    writeFileSync(command, '', { mode: 0o755 });
    const settings = { deployment: 'dev', environment: saying('{"terraform_version":"1.9.8"}'), command };
    expect(() => readyCdktf(settings)).toThrow('found 1.9.8');
  });
});
