import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ToolFailure } from './failure';
import { UsageError } from './usage-error';

const obstacleAt = (file: string): string | undefined => {
  const folder = dirname(file);
  if (!existsSync(folder)) return `no folder ${folder}`;
  if (existsSync(file) && statSync(file).isDirectory()) return `the folder ${file}`;
  const target = existsSync(file) ? file : folder;
  try {
    accessSync(target, constants.W_OK);
    return undefined;
  } catch (error) {
    return `${target}, where this user may not write (${(error as Error).message})`;
  }
};

/**
 * Checks before long work that its result can be written to a file that an option names.
 * @throws UsageError if it cannot.
 */
export const checkWritable = (option: string, file: string): void => {
  const obstacle = obstacleAt(file);
  if (obstacle !== undefined) throw new UsageError(`${option}: expected a file that can be written, found ${obstacle}`);
};

/**
 * Writes a result to a file.
 * @throws ToolFailure if that fails.
 */
export const writeOutput = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new ToolFailure('failed', `${file} could not be written: ${(cause as Error).message}`, { cause });
  }
};

const replace = (file: string, text: string): void => {
  const target = existsSync(file) ? realpathSync(file) : file;
  // A device such as /dev/stdout cannot be replaced.
  if (existsSync(target) && !statSync(target).isFile()) return writeFileSync(target, text);
  const unfinished = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, text, { flag: 'wx' });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
};

/**
 * Writes a result to a file at once: whoever reads the file meanwhile finds the old text or the new one, whole.
 * @throws ToolFailure if that fails.
 */
export const replaceOutput = (file: string, text: string): void => {
  try {
    replace(file, text);
  } catch (cause) {
    throw new ToolFailure('failed', `${file} could not be written: ${(cause as Error).message}`, { cause });
  }
};
