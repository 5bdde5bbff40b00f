import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../../cli/shared/temporary-folder';

describe('withTemporaryFolder', () => {
  it('gives work a folder that only this user can read, and returns its result', async () => {
    const before = process.umask(0);
    const mode = await withTemporaryFolder(async (folder) => statSync(folder).mode & 0o777);
    process.umask(before);
    expect(mode).toBe(0o700);
  });

  it.each([
    ['success', async () => undefined],
    ['a failure', () => Promise.reject(new Error('no'))],
  ])('removes the folder and what is in it after %s', async (_end, end) => {
    let used = '';
    const work = withTemporaryFolder((folder) => {
      used = folder;
      writeFileSync(join(folder, 'login'), 'secret');
      return end();
    });
    await work.catch(() => undefined);
    expect(used).not.toBe('');
    expect(existsSync(used)).toBe(false);
  });

  it('rejects with the error of the work', async () => {
    await expect(withTemporaryFolder(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
