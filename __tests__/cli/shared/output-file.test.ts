import fs, { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { checkWritable, replaceOutput, writeOutput } from '../../../cli/shared/output-file';
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

describe('replaceOutput', () => {
  inProject();
  afterEach(() => jest.restoreAllMocks());

  it('writes a new file, and nothing beside it', () => {
    replaceOutput('report.json', 'new');
    expect(readFileSync('report.json', 'utf8')).toBe('new');
    expect(readdirSync('.').sort()).toEqual(['deployments', 'report.json']);
  });

  it('keeps the old file, and removes the unfinished one, if it fails', () => {
    writeFileSync('report.json', 'old');
    jest.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw new Error('ENOSPC');
    });
    expect(() => replaceOutput('report.json', 'new')).toThrow('report.json could not be written: ENOSPC');
    expect(readFileSync('report.json', 'utf8')).toBe('old');
    expect(readdirSync('.').sort()).toEqual(['deployments', 'report.json']);
  });

  it('never shows half a file: it replaces the old one whole', () => {
    writeFileSync('report.json', 'old');
    const seen: string[] = [];
    const write = fs.writeFileSync;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      write(...args);
      seen.push(readFileSync('report.json', 'utf8'));
    });
    replaceOutput('report.json', 'new');
    expect(seen).toEqual(['old']);
    expect(readFileSync('report.json', 'utf8')).toBe('new');
  });

  it('replaces what a link names, not the link', () => {
    mkdirSync('kept');
    writeFileSync('kept/report.json', 'old');
    symlinkSync('kept/report.json', 'report.json');
    replaceOutput('report.json', 'new');
    expect(fs.lstatSync('report.json').isSymbolicLink()).toBe(true);
    expect(readFileSync('kept/report.json', 'utf8')).toBe('new');
  });

  it('writes to what is no regular file, such as a device', () => {
    const rename = jest.spyOn(fs, 'renameSync');
    replaceOutput('/dev/null', 'new');
    expect(rename).not.toHaveBeenCalled();
  });
});
