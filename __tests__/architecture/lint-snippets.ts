import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** One file of an imagined project. */
export interface Snippet {
  readonly file: string;
  readonly code: string;
}

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

const ROOT = resolve(__dirname, '../..');
const TSCONFIG = { extends: join(ROOT, 'tsconfig.json'), include: ['**/*.ts'], exclude: ['node_modules'] };

/** One empty module per place, so that an import of it resolves whatever the real project holds. */
const NEIGHBOURS = [
  'verification',
  'contracts',
  'adapters',
  'functions',
  'cli',
  'stacks',
  'tools',
  'testing',
  'demo',
  'bench',
  '__tests__',
];

const runEslint = (cwd: string): Promise<string> => {
  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const args = [eslint, '--config', join(ROOT, 'eslint.config.mjs'), '--format', 'json', '.'];
  return new Promise((settle, fail) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const ran = error === null || error.code === 1;
      if (ran) settle(stdout);
      else fail(new Error(`ESLint did not run: ${stderr}`, { cause: error }));
    });
  });
};

const writeProject = (folder: string, snippets: readonly Snippet[]): void => {
  const neighbours = NEIGHBOURS.map((place) => ({
    file: `${place}/neighbour.ts`,
    code: 'export const neighbour = 1;\n',
  }));
  for (const { file, code } of [...neighbours, ...snippets]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
};

/** Lints snippets by the project's own configuration, in a folder of their own; gives the rules that complained, by file. */
export const lintSnippets = async (snippets: readonly Snippet[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-snippets-'));
  try {
    writeProject(folder, snippets);
    const results = JSON.parse(await runEslint(folder)) as readonly LintResult[];
    return new Map(
      results.map(({ filePath, messages }) => [
        filePath.slice(folder.length + 1),
        messages.map(({ ruleId, message }) => ruleId ?? message),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};
