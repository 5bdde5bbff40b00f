import { sweepField } from '../../contracts/deployment/sweep-field';
import { readPage, rowsOf, sectionOf } from './markdown';

const DEPLOYING = readPage('docs/deploying.md');

describe('the table of the deployment file in docs/deploying.md', () => {
  const meanings = Object.fromEntries(
    rowsOf(sectionOf(DEPLOYING, 'The deployment file')).map(([field = '', meaning = '']) => [field, meaning]),
  );

  it.each(['`sweep`', '`canary`', '`securityHub`', '`webhook`'])('explains %s', (field) => {
    expect(meanings).toHaveProperty([field]);
  });

  it('names each setting of the sweep with its default', () => {
    for (const [name, value] of Object.entries(sweepField.parse({})))
      expect(meanings['`sweep`']).toMatch(new RegExp(`\`${name}\` \\(\`?${value}\`?\\)`));
  });
});

describe('the costs in docs/deploying.md', () => {
  it('have the canary images as docs/canary.md has them', () => {
    const [, cost] =
      /About (\S+ to \S+ USD) a month/.exec(sectionOf(readPage('docs/canary.md'), 'What it costs')) ?? [];
    const row = rowsOf(sectionOf(DEPLOYING, 'What it costs')).find(([what]) => what === 'Canary images');
    expect(row?.at(-1)).toBe(`0, or ${cost ?? '?'}`);
  });
});
