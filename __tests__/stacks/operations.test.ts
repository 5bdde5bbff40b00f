import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARMS } from '../../contracts/naming/resource-names';

describe('docs/operations.md', () => {
  const [, ...sections] = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8').split(/^### /m);

  it('has one section for each alarm, in their order, since alarm descriptions link to them', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...ALARMS]);
  });

  it.each(ALARMS.map((name, index) => [name, sections[index]]))('says what %s means and what to do', (_, section) => {
    expect(section).toMatch(/^\*\*Meaning:\*\* /m);
    expect(section).toMatch(/^\*\*What to do:\*\* /m);
  });
});
