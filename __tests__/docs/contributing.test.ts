import { codeIn, readPage, rowsOf, sectionOf } from './markdown';

const { scripts } = JSON.parse(readPage('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

const PAGE = readPage('CONTRIBUTING.md');

describe('CONTRIBUTING.md', () => {
  const named = rowsOf(sectionOf(PAGE, 'npm scripts'))
    .flatMap((cells) => cells.flatMap(codeIn))
    .map((code) => code.replace(/^npm (?:run )?/, ''));

  it.each(Object.keys(scripts))('explains the npm script %s', (name) => {
    expect(named).toContain(name);
  });

  it.each(['`pipelines/`', '`REPORT_SCREENSHOTS`'])('mentions %s', (name) => {
    expect(PAGE).toContain(name);
  });
});
