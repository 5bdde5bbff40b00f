import prettier from 'eslint-config-prettier';
import importPlugin from 'eslint-plugin-import';
import tseslint from 'typescript-eslint';

/** What each folder of the product may import; folders that are not named on the left are listed in TOOLING. */
const ARROWS = {
  verification: [],
  contracts: ['verification'],
  adapters: ['verification', 'contracts'],
  functions: ['verification', 'contracts', 'adapters'],
  cli: ['verification', 'contracts', 'adapters'],
  stacks: ['contracts'],
  'main.ts': ['contracts', 'stacks'],
};

/** What each folder of tooling may import; nothing of the product may import any of them. */
const TOOLING = {
  tools: ['verification', 'contracts', 'adapters', 'cli'],
  testing: ['verification', 'contracts', 'adapters', 'functions', 'cli', 'stacks', 'tools'],
  demo: ['verification', 'contracts', 'adapters', 'functions', 'cli', 'stacks', 'tools', 'testing'],
  bench: ['verification', 'contracts', 'adapters', 'functions', 'cli', 'stacks', 'tools', 'testing', 'demo'],
};
const EVERY_ARROW = { ...ARROWS, ...TOOLING };
const FOLDERS = [...Object.keys(EVERY_ARROW), '__tests__'];

const filesOf = (place) => (place.endsWith('.ts') ? [place] : [`${place}/**/*.ts`]);

const zones = Object.entries(EVERY_ARROW).map(([target, allowed]) => ({
  target: `./${target}`,
  from: FOLDERS.filter((from) => from !== target && !allowed.includes(from)).map((from) => `./${from}`),
  message: `${target} may import only: ${[target, ...allowed].join(', ')}.`,
}));

/** The rooms inside cli/: image-trust.ts imports commands, commands import shared, and all may import verb.ts. */
const CLI_ROOMS = ['image-trust.ts', 'commands', 'shared', 'verb.ts'];
const cliZones = CLI_ROOMS.slice(1).map((target, index) => ({
  target: `./cli/${target}`,
  from: CLI_ROOMS.slice(0, index + 1).map((from) => `./cli/${from}`),
  message: `cli/${target} may import only: ${CLI_ROOMS.slice(index + 1).join(', ')}.`,
}));

const CDKTF = {
  regex: '^(cdktf|constructs|@cdktf/.*)(/|$)',
  message: 'CDKTF is imported only in main.ts, stacks/ and the synth helper of the tests.',
};
const ONLY_ITSELF = { regex: '^(?!\\.{1,2}(/|$))', message: 'verification imports nothing but itself.' };
const ONLY_ZOD = {
  regex: '^(?!\\.{1,2}(/|$)|zod$|jsonc-parser$|node:crypto$)',
  message: 'contracts imports only verification, zod, jsonc-parser (positions in JSON) and node:crypto (hashes).',
};
// `import { z }` would bring every locale into the bundle: 443 kB instead of 83 kB.
const WHOLE_ZOD = {
  selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier[importKind!="type"]',
  message: "Import zod as a namespace (import * as z from 'zod'), so that its locales stay out of the bundle.",
};

const NO_CLIENT = {
  selector: 'NewExpression[callee.name=/Client$/], NewExpression[callee.property.name=/Client$/]',
  message: 'SDK clients are built only in functions/ and cli/: take the client as an argument.',
};
const PURE = [
  { selector: 'ImportExpression', message: 'verification imports nothing but itself.' },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'Time is an argument in verification.',
  },
];
const OUTSIDE = ['process', 'console', 'fetch', 'performance', 'crypto', 'Buffer', 'require', 'globalThis', 'global'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];

const importsBut = (...patterns) => ['error', { patterns }];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', 'cdktf.out/', '.tools/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { import: importPlugin },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.js'] } },
      'import/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }],
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'func-style': ['error', 'expression'],
      'prefer-arrow-callback': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }],
      // An async function without await turns what it throws into a rejection, which is what a port promises.
      '@typescript-eslint/require-await': 'off',
      'import/no-restricted-paths': ['error', { zones: [...zones, ...cliZones] }],
      'import/no-default-export': 'error',
      'import/no-duplicates': 'error',
      'import/no-cycle': 'error',
      'no-restricted-imports': importsBut(CDKTF),
      'no-restricted-syntax': ['error', NO_CLIENT, WHOLE_ZOD],
    },
  },
  {
    files: filesOf('verification'),
    rules: {
      'no-restricted-imports': importsBut(ONLY_ITSELF),
      'no-restricted-syntax': ['error', NO_CLIENT, ...PURE],
      'no-restricted-globals': ['error', ...OUTSIDE, ...TIMERS],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument in verification.' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument in verification.' },
      ],
    },
  },
  { files: filesOf('contracts'), rules: { 'no-restricted-imports': importsBut(ONLY_ZOD) } },
  {
    files: ['main.ts', ...filesOf('stacks'), '__tests__/support/terraform/synth.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: [...filesOf('functions'), ...filesOf('cli')],
    rules: { 'no-restricted-syntax': ['error', WHOLE_ZOD] },
  },
  {
    files: Object.keys(TOOLING).flatMap(filesOf),
    rules: { 'no-console': 'off' },
  },
  {
    files: filesOf('__tests__'),
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/max-params': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  prettier,
);
