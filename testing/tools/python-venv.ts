import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, buildOnce } from './build-once';
import { ToolsError } from './tools-error';

const run = promisify(execFile);
const OLDEST = '3.11';
// Version first; the rest makes a virtual environment of another Python another one.
const WHO = 'import sys; print("%d.%d" % sys.version_info[:2], sys.version.split()[0], sys.base_prefix)';

/** Packages of PyPI that are installed into a virtual environment of their own. */
export interface PythonPackages {
  /** Name of the environment's directory. */
  readonly name: string;
  /** The file with every package's version and hashes, as pip-compile --generate-hashes writes it. */
  readonly requirements: string;
  /** What a person reads while they are installed. */
  readonly label: string;
}

/** What a failed program said, which Python's venv says on standard output. */
const reasonOf = (error: unknown): string => {
  const { stdout, stderr }: { readonly stdout?: string; readonly stderr?: string } =
    typeof error === 'object' && error !== null ? error : {};
  return stderr?.trim() || stdout?.trim().replace(/\s+/g, ' ') || String(error);
};

const install = async (packages: PythonPackages, home: string, { environment: env }: BuildSettings): Promise<void> => {
  try {
    await run('python3', ['-m', 'venv', home], { env });
  } catch (error) {
    const message = `could not make a virtual environment for ${packages.label}: ${reasonOf(error)}; python3 needs its venv module (on Debian and Ubuntu: apt-get install python3-venv)`;
    throw new ToolsError('python-missing', message, { cause: error });
  }
  // Wheels only, each by its hash: nothing of a package runs before its hash was checked.
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', packages.requirements];
  try {
    await run(join(home, 'bin', 'python'), ['-m', 'pip', 'install', ...options], { env });
  } catch (error) {
    throw new ToolsError('build-failed', `could not install ${packages.label}: ${reasonOf(error)}`, { cause: error });
  }
};

const whichPython = async (label: string, { environment }: BuildSettings): Promise<string> => {
  try {
    return (await run('python3', ['-c', WHO], { env: environment })).stdout.trim();
  } catch (error) {
    const message = `Python ${OLDEST} or newer is needed for ${label}: install python3 and its venv module (on Debian and Ubuntu: apt-get install python3-venv)`;
    throw new ToolsError('python-missing', message, { cause: error });
  }
};

const inputsHash = async ({ label, requirements }: PythonPackages, settings: BuildSettings): Promise<string> => {
  const who = await whichPython(label, settings);
  const [found = ''] = who.split(' ');
  if (found.localeCompare(OLDEST, 'en', { numeric: true }) < 0)
    throw new ToolsError('python-missing', `Python ${OLDEST} or newer is needed for ${label}, python3 is ${found}`);
  const hash = createHash('sha256')
    .update(`${who} ${process.arch}\0`)
    .update(await readFile(requirements));
  return hash.digest('hex').slice(0, 12);
};

/**
 * Path of the Python that has exactly these packages, in an environment that is made only when there is none like it.
 * Programs are run by `python -m MODULE`: the environment was moved into place, so its scripts do not find it.
 * @throws ToolsError that says in one line what is missing.
 */
export const findPythonVenv = async (packages: PythonPackages, settings: BuildSettings): Promise<string> => {
  const { name, label } = packages;
  const build = (directory: string): Promise<void> => install(packages, directory, settings);
  const id = `${name}-${await inputsHash(packages, settings)}`;
  return buildOnce({ id, file: join('bin', 'python'), label, build }, settings);
};
