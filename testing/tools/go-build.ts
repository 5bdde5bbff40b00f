import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, buildOnce, hashInputs } from './build-once';
import { ToolsError } from './tools-error';

const run = promisify(execFile);

/** A program to build from a Go module of this repository. */
export interface GoProgram {
  /** File name of the built program. */
  readonly name: string;
  /** The module's directory; its go.mod, go.sum and Go files are the build's inputs. */
  readonly module: string;
  /** The argument of `go build`: `tool` or a package. */
  readonly target: string;
  /** Its name in messages. */
  readonly label: string;
}

/** The fields that child_process adds to errors. */
const toFailure = (error: unknown): { readonly code?: unknown; readonly stderr?: string } =>
  typeof error === 'object' && error !== null ? error : {};

const goBuild = async (program: GoProgram, output: string, environment: NodeJS.ProcessEnv): Promise<void> => {
  const options = { cwd: program.module, env: { ...environment, CGO_ENABLED: '0', GOWORK: 'off' } };
  try {
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', output, program.target], options);
  } catch (error) {
    const { code, stderr } = toFailure(error);
    if (code === 'ENOENT') {
      const message = `Go 1.26 or newer is needed to build ${program.label}: install it from https://go.dev/dl`;
      throw new ToolsError('go-missing', message, { cause: error });
    }
    const reason = stderr?.trim() || String(error);
    throw new ToolsError('build-failed', `could not build ${program.label}: ${reason}`, { cause: error });
  }
};

const inputsHash = async ({ module, target, name }: GoProgram): Promise<string> => {
  const files = (await readdir(module)).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file)).sort();
  const contents = await Promise.all(files.map(async (file) => [`\0${file}\0`, await readFile(join(module, file))]));
  return hashInputs([`${name} ${target} ${process.arch}`, ...contents.flat()]);
};

/**
 * The path of the program, which is built if necessary.
 * @throws ToolsError when Go is missing or the build fails.
 */
export const buildGoProgram = async (program: GoProgram, settings: BuildSettings): Promise<string> => {
  const { name, label } = program;
  const build = (scratch: string): Promise<void> => goBuild(program, join(scratch, name), settings.environment);
  return buildOnce({ id: `${name}-${await inputsHash(program)}`, file: name, label, build }, settings);
};
