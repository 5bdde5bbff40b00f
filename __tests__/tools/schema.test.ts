import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const schema = (...options: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tools/schema.ts', ...options], { cwd: root, encoding: 'utf8' });

describe('tools/schema.ts', () => {
  it('finds the files current, formatted as they are kept', () => {
    expect(schema('--check')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('ends with status 2 for an option that it does not know', () => {
    const { status, stderr } = schema('--chekc');
    expect(status).toBe(2);
    expect(stderr).toContain("Unknown option '--chekc'");
  });
});
