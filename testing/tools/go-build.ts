import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, buildOnce } from './build-once';
import { ToolsError } from './tools-error';

const run = promisify(execFile);

/** A program that Go builds from a module of this repository. */
export interface GoProgram {
  /** File name of the built program. */
  readonly name: string;
  /** Directory of the module: its go.mod, go.sum and Go files are the build's inputs. */
  readonly module: string;
  /** What `go build` is asked for: `tool` or a package. */
  readonly target: string;
  /** What a person reads while it is built. */
  readonly label: string;
}

/** What child_process adds to its errors. */
const toFailure = (error: unknown): { readonly code?: unknown; readonly stderr?: string } =>
  typeof error === 'object' && error !== null ? error : {};

const goBuild = async (program: GoProgram, output: string, environment: NodeJS.ProcessEnv): Promise<void> => {
  const options = { cwd: program.module, env: { ...environment, CGO_ENABLED: '0', GOWORK: 'off' } };
  try {
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', output, program.target], options);
  } catch (error) {
    const { code, stderr } = toFailure(error);
    if (code === 'ENOENT') {
      const message = `Go 1.24 or newer is needed to build ${program.label}: install it from https://go.dev/dl`;
      throw new ToolsError('go-missing', message, { cause: error });
    }
    const reason = stderr?.trim() || String(error);
    throw new ToolsError('build-failed', `could not build ${program.label}: ${reason}`, { cause: error });
  }
};

const inputsHash = async ({ module, target, name }: GoProgram): Promise<string> => {
  const files = (await readdir(module)).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file)).sort();
  const hash = createHash('sha256').update(`${name} ${target} ${process.arch}`);
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(join(module, file)));
  return hash.digest('hex').slice(0, 12);
};

/** Path of the program, built only when no build of exactly these inputs exists; several callers at once are safe. */
export const buildGoProgram = async (program: GoProgram, settings: BuildSettings): Promise<string> => {
  const { name, label } = program;
  const build = (scratch: string): Promise<void> => goBuild(program, join(scratch, name), settings.environment);
  return buildOnce({ id: `${name}-${await inputsHash(program)}`, file: name, label, build }, settings);
};
