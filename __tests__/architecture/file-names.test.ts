import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const FOLDERS = [
  'verification',
  'contracts',
  'adapters',
  'functions',
  'cli',
  'stacks',
  'tools',
  'testing',
  'demo',
  'bench',
  '__tests__',
];
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/;
const SAYS_NOTHING = /^(utils?|helpers?|common|misc)\b/;

const names = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => basename(path));

describe('file names', () => {
  it('are kebab-case', () => {
    expect(names).toContain('file-names.test.ts');
    expect(names.filter((name) => !KEBAB_CASE.test(name))).toEqual([]);
  });

  it('say what is inside', () => {
    expect(names.filter((name) => SAYS_NOTHING.test(name))).toEqual([]);
  });
});
