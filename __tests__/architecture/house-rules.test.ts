import { lintSnippets } from './lint-snippets';

const importing = (name: string, path: string): string =>
  `import { ${name} } from '${path}';\nexport const it = ${name};\n`;
const value = (expression: string): string => `export const it = ${expression};\n`;
const body = (statements: string): string => `export const run = (): void => {\n${statements}\n};\n`;

const CLIENT = "import { ECSClient } from '@aws-sdk/client-ecs';\nexport const client = new ECSClient({});\n";
const SWITCH_HEAD =
  "export const toNumber = (kind: 'a' | 'b'): number => {\n  switch (kind) {\n    case 'a':\n      return 1;\n";
const LONG_FILE = Array.from(
  { length: 201 },
  (_, line) => `export const line${String(line)} = ${String(line)};\n`,
).join('');
const LONG_FUNCTION = body(Array.from({ length: 41 }, () => '  String(1);').join('\n'));

const rejected = [
  ['a package in verification', 'verification', importing('z', 'zod'), 'no-restricted-imports'],
  ['a Node module in verification', 'verification', importing('sep', 'node:path'), 'no-restricted-imports'],
  [
    'a Node module without the node: prefix in verification',
    'verification',
    importing('sep', 'path'),
    'no-restricted-imports',
  ],
  ['a dynamic import in verification', 'verification', value("import('./neighbour')"), 'no-restricted-syntax'],
  ['the clock in verification', 'verification', value('Date.now()'), 'no-restricted-properties'],
  ['the current date in verification', 'verification', value('new Date()'), 'no-restricted-syntax'],
  ['the current date as text in verification', 'verification', value('Date()'), 'no-restricted-syntax'],
  ['randomness in verification', 'verification', value('Math.random()'), 'no-restricted-properties'],
  ['the process in verification', 'verification', value('process.env'), 'no-restricted-globals'],
  ['timers in verification', 'verification', value('setTimeout'), 'no-restricted-globals'],
  ['a Node module in contracts', 'contracts', importing('sep', 'node:path'), 'no-restricted-imports'],
  ['a package other than zod in contracts', 'contracts', importing('build', 'esbuild'), 'no-restricted-imports'],
  ['a package whose name starts with zod in contracts', 'contracts', "import 'zod-extra';\n", 'no-restricted-imports'],
  ['cdktf in functions', 'functions', "import 'cdktf';\n", 'no-restricted-imports'],
  [
    'a cdktf provider in adapters',
    'adapters',
    "import '@cdktf/provider-aws/lib/sqs-queue';\n",
    'no-restricted-imports',
  ],
  ['constructs in cli', 'cli', "import 'constructs';\n", 'no-restricted-imports'],
  ['cdktf in tests', '__tests__', "import 'cdktf';\n", 'no-restricted-imports'],
  ['an SDK client built in adapters', 'adapters', CLIENT, 'no-restricted-syntax'],
  ['an SDK client built in stacks', 'stacks', CLIENT, 'no-restricted-syntax'],
  ['an SDK client built in testing', 'testing', CLIENT, 'no-restricted-syntax'],
  ['writing to the console in adapters', 'adapters', body("  console.log('');"), 'no-console'],
  ['writing to the console in cli', 'cli', body("  console.log('');"), 'no-console'],
  ['writing to the console in functions', 'functions', body("  console.log('');"), 'no-console'],
  [
    'a promise that is not awaited',
    'adapters',
    body('  Promise.resolve();'),
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'a switch that misses a case',
    'adapters',
    `${SWITCH_HEAD}  }\n  return 2;\n};\n`,
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [
    'a switch that hides a case behind default',
    'adapters',
    `${SWITCH_HEAD}    default:\n      return 2;\n  }\n};\n`,
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['any', 'adapters', 'export type It = any;\n', '@typescript-eslint/no-explicit-any'],
  [
    'a non-null assertion',
    'adapters',
    'export const first = (list: readonly string[]): string => list[0]!;\n',
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'a type imported as a value',
    'adapters',
    "import { Stats } from 'node:fs';\nexport type It = Stats;\n",
    '@typescript-eslint/consistent-type-imports',
  ],
  ['zod with all its locales', 'contracts', importing('z', 'zod'), 'no-restricted-syntax'],
  ['a default export', 'adapters', 'export default 1;\n', 'import/no-default-export'],
  ['a file of more than 200 lines', 'verification', LONG_FILE, 'max-lines'],
  ['a test file of more than 200 lines', '__tests__', LONG_FILE, 'max-lines'],
  ['a function of more than 40 lines', 'verification', LONG_FUNCTION, 'max-lines-per-function'],
] as const;

const accepted = [
  ['a fixed date in verification', 'verification', value('new Date(0)')],
  ['zod in contracts', 'contracts', "import * as z from 'zod';\nexport const text = z.string();\n"],
  ['node:crypto in contracts', 'contracts', importing('createHash', 'node:crypto')],
  ['Node in adapters', 'adapters', importing('sep', 'node:path')],
  ['an SDK client built in functions', 'functions', CLIENT],
  ['an SDK client built in cli', 'cli', CLIENT],
  ['an SDK client built in tests', '__tests__', CLIENT],
  ['cdktf in stacks', 'stacks', "import 'cdktf';\n"],
  ['writing to the console in tools', 'tools', body("  console.log('');")],
  ['writing to the console in testing', 'testing', body("  console.log('');")],
  ['a test of more than 40 lines', '__tests__', LONG_FUNCTION],
  ['a switch over every case', 'adapters', `${SWITCH_HEAD}    case 'b':\n      return 2;\n  }\n};\n`],
] as const;

const fileOf = (title: string, place: string): string => `${place}/${title.toLowerCase().replaceAll(/\W+/g, '-')}.ts`;

describe('the lint rules', () => {
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    complaints = await lintSnippets(
      [...rejected, ...accepted].map(([title, place, code]) => ({ file: fileOf(title, place), code })),
    );
  }, 60_000);

  it.each(rejected)('reject %s', (title, place, _code, rule) => {
    expect(complaints.get(fileOf(title, place))).toContain(rule);
  });

  it.each(accepted)('accept %s', (title, place) => {
    expect(complaints.get(fileOf(title, place))).toEqual([]);
  });
});
