import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
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
