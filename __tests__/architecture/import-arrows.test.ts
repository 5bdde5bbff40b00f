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

/** The rooms inside cli/: each may import those that follow it. */
const CLI_ROOMS = ['image-trust', 'commands/one', 'shared/one', 'verb'];

/** One file for each room, which imports all the others. */
const rooms = CLI_ROOMS.map((room, index) => {
  const others = CLI_ROOMS.filter((other) => other !== room);
  const up = room.includes('/') ? '../' : './';
  return {
    room,
    file: `cli/${room}.ts`,
    code: `export const neighbour = 1;\n${others.map((other, each) => importOf(`${up}${other}`, each)).join('')}`,
    /** How many of its imports are refused. */
    refused: index,
  };
});

const mainImports = (...places: readonly string[]): string =>
  places.map((place, index) => importOf(`./${place}/neighbour`, index)).join('');

describe('the import arrows', () => {
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    complaints = await lintSnippets([...arrows, ...rooms, { file: 'main.ts', code: mainImports(...PLACES) }]);
  }, 60_000);

  it.each(arrows.filter(({ allowed }) => allowed))('let $from import $to', ({ file }) => {
    expect(complaints.get(file)).toEqual([]);
  });

  it.each(arrows.filter(({ allowed }) => !allowed))('keep $from from importing $to', ({ file }) => {
    expect(complaints.get(file)).toEqual(['import/no-restricted-paths']);
  });

  it.each(rooms)('let cli/$room import what is below it, and keep it from the $refused above', ({ file, refused }) => {
    const upward = complaints.get(file)?.filter((rule) => rule === 'import/no-restricted-paths');
    expect(upward).toHaveLength(refused);
  });

  it('refuse a circle inside cli/', () => {
    for (const { file } of rooms) expect(complaints.get(file)).toContain('import/no-cycle');
  });

  it('let main.ts import stacks and contracts, and nothing else', () => {
    expect(complaints.get('main.ts')).toEqual(Array<string>(PLACES.length - 2).fill('import/no-restricted-paths'));
  });
});
