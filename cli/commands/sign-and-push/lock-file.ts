import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deployment } from '../../../contracts/deployment/deployment';
import { emptyLock, lockFileName, parseLock, serializeLock, type Lock } from '../../../contracts/lock/lock';
import { messageOf } from '../../../verification';
import { DEPLOYMENTS_FOLDER } from '../../shared/read-deployment';
import { readIfPresent } from '../../shared/read-file';

/** The path of a deployment's lock. */
export const lockFileOf = ({ name }: Pick<Deployment, 'name'>): string => join(DEPLOYMENTS_FOLDER, lockFileName(name));

/**
 * Reads a deployment's lock; one that is not there yet is empty.
 * @throws InvalidInputError when it is no lock, or that of another deployment.
 */
export const readLock = (file: string, deployment: string): Lock => {
  const text = readIfPresent(file);
  return text === undefined ? emptyLock(deployment) : parseLock(text, file);
};

const writeWhole = async (file: string, text: string): Promise<void> => {
  const handle = await open(file, 'wx', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes the lock at once or not at all: whoever reads the file sees the old one or the new one, whatever happens. */
export const writeLock = async (file: string, lock: Lock): Promise<void> => {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeWhole(temporary, serializeLock(lock));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Error(`${file} could not be written: ${messageOf(error)}`, { cause: error });
  }
};
