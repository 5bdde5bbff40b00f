import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

/** Where builds go, how they are started and who hears about them. */
export interface BuildSettings {
  readonly directory: string;
  readonly progress: (line: string) => void;
  readonly environment: NodeJS.ProcessEnv;
}

/** Path of the program, built only when no build of exactly these inputs exists; several callers at once are safe. */
export async function buildGoProgram(program: GoProgram, settings: BuildSettings): Promise<string> {
  const home = join(settings.directory, `${program.name}-${await inputsHash(program)}`);
  const executable = join(home, program.name);
  if (existsSync(executable)) return executable;
  await mkdir(settings.directory, { recursive: true });
  const scratch = await mkdtemp(join(settings.directory, 'building-'));
  try {
    const started = Date.now();
    settings.progress(`building ${program.label} (needed once) …`);
    await goBuild(program, join(scratch, program.name), settings.environment);
    settings.progress(`built ${program.label} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    await publish(scratch, home, executable);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return executable;
}

async function inputsHash({ module, target, name }: GoProgram): Promise<string> {
  const files = (await readdir(module)).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file)).sort();
  const hash = createHash('sha256').update(`${name} ${target} ${process.arch}`);
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(join(module, file)));
  return hash.digest('hex').slice(0, 12);
}

async function goBuild(program: GoProgram, output: string, environment: NodeJS.ProcessEnv): Promise<void> {
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
}

/** What child_process adds to its errors. */
function toFailure(error: unknown): { readonly code?: unknown; readonly stderr?: string } {
  return typeof error === 'object' && error !== null ? error : {};
}

async function publish(scratch: string, home: string, executable: string): Promise<void> {
  try {
    await rename(scratch, home);
  } catch (error) {
    // Another process built the same inputs first: its build is as good as ours.
    if (!existsSync(executable)) throw error;
  }
}
