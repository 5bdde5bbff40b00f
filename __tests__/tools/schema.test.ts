import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const schema = (...options: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tools/schema.ts', ...options], { cwd: root, encoding: 'utf8' });

describe('tools/schema.ts', () => {
  it('finds all files up to date and formatted', () => {
    expect(schema('--check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('exits with 2 for an unknown option', () => {
    const { status, stderr } = schema('--chekc');
    expect(status).toBe(2);
    expect(stderr).toContain("Unknown option '--chekc'");
  });
});
