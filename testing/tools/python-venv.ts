import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, buildOnce, hashInputs } from './build-once';
import { ToolsError } from './tools-error';

const run = promisify(execFile);
const OLDEST = '3.11';
const VENV_MODULE = 'venv module (on Debian and Ubuntu: apt-get install python3-venv)';
// The version first, then what distinguishes Pythons of the same version.
const DESCRIBE = 'import sys; print("%d.%d" % sys.version_info[:2], sys.version.split()[0], sys.base_prefix)';

/** Python packages to install into a virtual environment of their own. */
export interface PythonPackages {
  /** The first part of the directory's name. */
  readonly name: string;
  /** The file with each package's version and hashes, as `pip-compile --generate-hashes` writes it. */
  readonly requirements: string;
  /** Their name in messages. */
  readonly label: string;
}

/** The error message of a failed program. Python's venv module writes it to standard output. */
const reasonOf = (error: unknown): string => {
  const { stdout, stderr }: { readonly stdout?: string; readonly stderr?: string } =
    typeof error === 'object' && error !== null ? error : {};
  return stderr?.trim() || stdout?.trim().replace(/\s+/g, ' ') || String(error);
};

const install = async (packages: PythonPackages, home: string, { environment: env }: BuildSettings): Promise<void> => {
  try {
    await run('python3', ['-m', 'venv', home], { env });
  } catch (error) {
    const what = `a virtual environment for ${packages.label}`;
    const message = `could not create ${what}: ${reasonOf(error)}; python3 needs its ${VENV_MODULE}`;
    throw new ToolsError('python-missing', message, { cause: error });
  }
  // Source packages would run their own code while pip installs them, wheels don't.
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', packages.requirements];
  try {
    await run(join(home, 'bin', 'python'), ['-m', 'pip', 'install', ...options], { env });
  } catch (error) {
    throw new ToolsError('build-failed', `could not install ${packages.label}: ${reasonOf(error)}`, { cause: error });
  }
};

const describePython = async (label: string, { environment }: BuildSettings): Promise<string> => {
  try {
    return (await run('python3', ['-c', DESCRIBE], { env: environment })).stdout.trim();
  } catch (error) {
    const message = `Python ${OLDEST} or newer is needed for ${label}: install python3 and its ${VENV_MODULE}`;
    throw new ToolsError('python-missing', message, { cause: error });
  }
};

const inputsHash = async ({ label, requirements }: PythonPackages, settings: BuildSettings): Promise<string> => {
  const python = await describePython(label, settings);
  const [found = ''] = python.split(' ');
  if (found.localeCompare(OLDEST, 'en', { numeric: true }) < 0)
    throw new ToolsError('python-missing', `Python ${OLDEST} or newer is needed for ${label}, python3 is ${found}`);
  return hashInputs([`${python} ${process.arch}\0`, await readFile(requirements)]);
};

/**
 * The path of a Python that has exactly these packages. The virtual environment is created if necessary.
 * Run programs by `python -m MODULE`: the environment's scripts are broken, because it was moved after its creation.
 * @throws ToolsError when Python is missing or the installation fails.
 */
export const findPythonVenv = async (packages: PythonPackages, settings: BuildSettings): Promise<string> => {
  const { name, label } = packages;
  const build = (directory: string): Promise<void> => install(packages, directory, settings);
  const id = `${name}-${await inputsHash(packages, settings)}`;
  return buildOnce({ id, file: join('bin', 'python'), label, build }, settings);
};
