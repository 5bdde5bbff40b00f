import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildSettings, buildOnce, hashInputs } from '../tools/build-once';
import { ToolsError } from '../tools/tools-error';

const run = promisify(execFile);
const MODULE = join(__dirname, 'runtime-client');
const FILES = ['package.json', 'package-lock.json'] as const;
const NEEDED = 'cmake, g++, make, autoconf, automake, libtool, python3 and xz-utils';

const install = async (directory: string, environment: NodeJS.ProcessEnv): Promise<void> => {
  for (const file of FILES) await copyFile(join(MODULE, file), join(directory, file));
  try {
    await run('npm', ['ci', '--no-audit', '--no-fund', '--foreground-scripts'], { cwd: directory, env: environment });
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    const why = stderr.trim().split('\n').slice(-5).join('\n') || String(error);
    const message = `could not build the runtime interface client, which needs ${NEEDED}: ${why}`;
    throw new ToolsError('build-failed', message, { cause: error });
  }
};

const inputsHash = async (): Promise<string> => {
  const contents = await Promise.all(FILES.map(async (file) => [`\0${file}\0`, await readFile(join(MODULE, file))]));
  return hashInputs([`${process.arch} ${process.versions.modules}`, ...contents.flat()]);
};

/**
 * The directory of AWS's runtime interface client, compiled for this machine's Node if necessary.
 * @throws ToolsError when the build fails.
 */
export const buildRuntimeClient = async (settings: BuildSettings): Promise<string> => {
  const file = 'node_modules/aws-lambda-ric';
  const label = 'the runtime interface client';
  const build = (scratch: string): Promise<void> => install(scratch, settings.environment);
  return buildOnce({ id: `runtime-client-${await inputsHash()}`, file, label, build }, settings);
};
