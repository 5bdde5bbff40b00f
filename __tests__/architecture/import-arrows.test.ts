import { lintSnippets } from './lint-snippets';
import { PLACES } from './places';

/** What each folder may import besides itself. This repeats eslint.config.mjs on purpose, so that a test fails when that changes. */
const MAY_IMPORT: Readonly<Record<(typeof PLACES)[number], readonly string[]>> = {
  verification: [],
  contracts: ['verification'],
  adapters: ['verification', 'contracts'],
  functions: ['verification', 'contracts', 'adapters'],
  cli: ['verification', 'contracts', 'adapters'],
  stacks: ['contracts'],
  tools: ['verification', 'contracts', 'adapters', 'cli'],
  testing: PLACES.filter((place) => !['demo', 'bench', '__tests__'].includes(place)),
  demo: PLACES.filter((place) => !['bench', '__tests__'].includes(place)),
  bench: PLACES.filter((place) => place !== '__tests__'),
  __tests__: PLACES,
};

const importOf = (path: string, index = 0): string =>
  `import { neighbour as copy${String(index)} } from '${path}';\nexport const kept${String(index)} = copy${String(index)};\n`;

const arrows = Object.entries(MAY_IMPORT).flatMap(([from, reachable]) =>
  PLACES.filter((to) => to !== from).map((to) => ({
    from,
    to,
    file: `${from}/of-${to}.ts`,
    code: importOf(`../${to}/neighbour`),
    allowed: reachable.includes(to),
  })),
);

const mainImports = (...places: readonly string[]): string =>
  places.map((place, index) => importOf(`./${place}/neighbour`, index)).join('');

describe('the import arrows', () => {
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    complaints = await lintSnippets([...arrows, { file: 'main.ts', code: mainImports(...PLACES) }]);
  }, 60_000);

  it.each(arrows.filter(({ allowed }) => allowed))('let $from import $to', ({ file }) => {
    expect(complaints.get(file)).toEqual([]);
  });

  it.each(arrows.filter(({ allowed }) => !allowed))('keep $from from importing $to', ({ file }) => {
    expect(complaints.get(file)).toEqual(['import/no-restricted-paths']);
  });

  it('let main.ts import stacks and contracts, and nothing else', () => {
    expect(complaints.get('main.ts')).toEqual(Array<string>(PLACES.length - 2).fill('import/no-restricted-paths'));
  });
});
