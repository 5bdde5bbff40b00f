import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PLACES } from './places';

/** One file of a made-up project. */
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
  // One module per folder, so that imports of it resolve.
  const neighbours = PLACES.map((place) => ({
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

/** Lints snippets with the project's configuration, in a temporary folder. Returns the broken rules of each file. */
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
