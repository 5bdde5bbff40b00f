import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { terraform } from '../support/terraform/terraform';

const ROOT = resolve(__dirname, '../..');
const FORMATTED = ['*.tf', '*.tfvars', '*.tftest.hcl', '*.tfmock.hcl'];

const git = (cwd: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};

/** The tracked files that `terraform fmt` would change. */
const unformattedIn = async (repository: string): Promise<readonly string[]> => {
  const files = git(repository, 'ls-files', '-z', ...FORMATTED)
    .split('\0')
    .filter(Boolean);
  if (files.length === 0) return [];
  const { status, text } = await terraform(repository, ['fmt', '-check', ...files]);
  return status === 0 ? [] : text.trim().split('\n');
};

describe('terraform fmt', () => {
  it('has nothing to change in this repository', async () => {
    expect(await unformattedIn(ROOT)).toEqual([]);
  });

  it('names a file that it would change', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'fmt-'));
    try {
      writeFileSync(join(scratch, 'good.tf'), 'locals {\n  a = 1\n}\n');
      writeFileSync(join(scratch, 'bad.tf'), 'locals {\na=1\n}\n');
      git(scratch, 'init', '--quiet');
      git(scratch, 'add', '.');
      expect(await unformattedIn(scratch)).toEqual(['bad.tf']);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });
});
