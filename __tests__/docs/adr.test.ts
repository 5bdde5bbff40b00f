import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { headingsOf, readPage, ROOT, rowsOf } from './markdown';

const FOLDER = 'docs/adr';
const files = readdirSync(join(ROOT, FOLDER)).filter((file) => /^\d/.test(file));
const [, ...parts] = headingsOf(readPage(`${FOLDER}/template.md`));
const rows = rowsOf(readPage(`${FOLDER}/README.md`));

const titleOf = (text: string): string => headingsOf(text)[0] ?? '';

describe('the architecture decision records', () => {
  it('are numbered without a gap', () => {
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  });

  it('are all listed, with their titles', () => {
    const expected = files.map((file) => {
      const [, number = '', title] = /^(\d{4}) (.+)$/.exec(titleOf(readPage(`${FOLDER}/${file}`))) ?? [];
      return [`[${number}](${file})`, title];
    });
    expect(rows).toEqual(expected);
  });

  describe.each(files)('%s', (file) => {
    const text = readPage(`${FOLDER}/${file}`);

    it('has its own number, and the parts of the template', () => {
      expect(titleOf(text).slice(0, 5)).toBe(`${file.slice(0, 4)} `);
      expect(headingsOf(text).slice(1)).toEqual(parts);
    });

    it('has a date and a status', () => {
      expect(text).toMatch(/^- \*\*Date:\*\* 20\d\d-[01]\d-[0-3]\d$/m);
      expect(text).toMatch(/^- \*\*Status:\*\* (?:proposed|accepted|superseded by \[\d{4}\]\(.+\))$/m);
    });
  });
});
