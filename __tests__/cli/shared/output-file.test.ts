import fs, { readFileSync, writeFileSync } from 'node:fs';
import { checkWritable, writeOutput } from '../../../cli/shared/output-file';
import { UsageError } from '../../../cli/shared/usage-error';
import { inProject } from './terraform/in-project';

describe('a file that a result is written to', () => {
  inProject();

  const check = (file: string) => () => checkWritable('--markdown', file);

  it.each(['plan.md', 'deployments/plan.md', './plan.md'])('may be new: %s', (file) => {
    expect(check(file)).not.toThrow();
  });

  it('may exist', () => {
    writeFileSync('plan.md', 'old');
    expect(check('plan.md')).not.toThrow();
    writeOutput('plan.md', 'new');
    expect(readFileSync('plan.md', 'utf8')).toBe('new');
  });

  it.each([
    ['missing/plan.md', 'no folder missing'],
    ['deployments', 'the folder deployments'],
  ])('is refused before the work: %s', (file, found) => {
    expect(check(file)).toThrow(UsageError);
    expect(check(file)).toThrow(`--markdown: expected a file that can be written, found ${found}`);
  });

  it('is refused where the user may not write', () => {
    // root may write everywhere.
    const access = jest.spyOn(fs, 'accessSync').mockImplementation(() => {
      throw new Error('EACCES: permission denied');
    });
    expect(check('plan.md')).toThrow('found ., where this user may not write (EACCES: permission denied)');
    access.mockRestore();
  });

  it('that cannot be written after all is a failure', () => {
    expect(() => writeOutput('missing/plan.md', '')).toThrow('missing/plan.md could not be written: ENOENT');
  });
});
