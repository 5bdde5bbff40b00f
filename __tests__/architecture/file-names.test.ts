import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PLACES } from './places';

const ROOT = resolve(__dirname, '../..');
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(?:\.test|\.d)?\.ts$/;
const MEANINGLESS = /^(utils?|helpers?|common|misc)\b/;

const names = PLACES.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => basename(path));

describe('file names', () => {
  it('are kebab-case', () => {
    expect(names).toContain('file-names.test.ts');
    expect(names.filter((name) => !KEBAB_CASE.test(name))).toEqual([]);
  });

  it('are never as vague as utils, helpers or common', () => {
    expect(names.filter((name) => MEANINGLESS.test(name))).toEqual([]);
  });
});
