import { codeIn, readPage, rowsOf, sectionOf } from './markdown';

type Packages = Readonly<Record<string, string>>;

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readPage('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Packages
>;

const text = readPage('docs/dependencies.md');

const listedIn = (section: string): readonly string[] =>
  rowsOf(sectionOf(text, section)).flatMap(([names = '']) => codeIn(names));

const isMeant = (listed: string, name: string): boolean =>
  listed.endsWith('*') ? name.startsWith(listed.slice(0, -1)) : listed === name;

describe.each([
  ['In the product', { ...dependencies, ...optionalDependencies }],
  ['In tests and development only', devDependencies],
])('docs/dependencies.md, %s', (section, packages: Packages) => {
  const names = Object.keys(packages);
  const listed = listedIn(section);

  it.each(names)('lists %s once', (name) => {
    expect(listed.filter((each) => isMeant(each, name))).toHaveLength(1);
  });

  it('lists nothing that package.json does not have', () => {
    expect(listed.filter((each) => !names.some((name) => isMeant(each, name)))).toEqual([]);
  });

  it('gives a reason for each', () => {
    expect(rowsOf(sectionOf(text, section)).filter(([, reason = '']) => reason === '')).toEqual([]);
  });
});
